import { mount } from '../../ui/parts/mount.tsx';
import { popupScreen } from '../../ui/popup/popup.tsx';

mount(popupScreen);
