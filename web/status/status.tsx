import { mount } from '../frame/mount.js'

mount(<p />)
