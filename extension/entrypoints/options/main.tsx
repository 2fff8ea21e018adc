import { mount } from '../../ui/parts/mount.tsx';
import { optionsScreen } from '../../ui/options/options.tsx';

mount(optionsScreen);
