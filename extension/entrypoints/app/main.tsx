import { mount } from '../../ui/parts/mount.tsx';
import { appScreen } from '../../ui/app/app.tsx';

mount(appScreen);
