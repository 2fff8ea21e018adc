import { defineConfig } from 'wxt';

// The public half of a key whose private half was thrown away. It fixes the id of the unpacked extension in every folder and on every
// machine (kgkjnhfimibiijjinlekejpbabjolgik), so that the engine and `npm start` know it. A store gives its own id.
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwsDYNq+JB4HLJ8y/5pmknNC1sadBgQ1hPo97vWsEvk5ocdLmiDgNrK/jSBJPUYJoVez27jZ5edcyaVTsleZJy78/4nWnJg7OkOi6Xwr3myyxxLU6d45h4GD4s/wHzZeF2AAW5w46Z4OkqpXiEdf5IiFq61t82Cm6mdiWu8muMs7DvhHq4uTtvYfiPwkIzlVyPPt7k71Wz/zcXVgZ8B58TJV7rW7kNeuOmBMkJKeE2XhC++q2qfe2WqvU0TLlfq6SZzhxRssqrFbSR11+XY+ulWU0Jz7CCCjuekdN4/XZH3e2IUP2W+rhilFU3oNwG7vJwD14WsUGh4ABlFXCwtwckQIDAQAB';

const SHORTCUTS = {
  clip: { suggested_key: { default: 'Alt+Shift+L' } },
  panel: {
    suggested_key: { default: 'Alt+Shift+P' },
    description: 'Open the side panel',
  },
};

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  imports: false,
  manifest: ({ browser, manifestVersion }) => {
    const firefox = browser === 'firefox';
    const hosts = ['http://*/*', 'https://*/*'];
    return {
      name: 'Larder',
      description: 'A CRM in the browser: clip people from webmail and web pages, and let recipes follow up.',
      permissions: [
        'storage',
        'unlimitedStorage',
        'activeTab',
        'scripting',
        'contextMenus',
        'alarms',
        // A background without a document reads what is logged by itself in a page without a window.
        ...(firefox ? [] : ['offscreen']),
      ],
      // Asked for one site at a time, by a click in the options; nothing at install.
      ...(manifestVersion === 2 ? { optional_permissions: hosts } : { optional_host_permissions: hosts }),
      commands: {
        [manifestVersion === 2 ? '_execute_browser_action' : '_execute_action']: SHORTCUTS.clip,
        'open-panel': SHORTCUTS.panel,
      },
      ...(firefox
        ? {
            browser_specific_settings: {
              gecko: {
                id: 'larder@larder.example',
                strict_min_version: '142.0',
                // Nothing leaves the browser unless the person pairs with an engine; pairing asks for the optional ones.
                data_collection_permissions: {
                  required: ['none'],
                  optional: ['personallyIdentifyingInfo', 'personalCommunications', 'websiteContent'],
                },
              },
            },
          }
        : { key: PUBLIC_KEY, minimum_chrome_version: '126' }),
    };
  },
});
