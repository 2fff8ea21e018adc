import { mount } from '../../ui/parts/mount.tsx';
import { panelScreen } from '../../ui/panel/panel.tsx';

mount(panelScreen);
