/** What `wxt prepare` would generate, in the loose form that a plain `tsc` can use. */
import 'wxt/browser';

declare module 'wxt/browser' {
  interface WxtRuntime {
    getURL(path: `/${string}`): string;
  }
}
