import { mount } from '../frame/mount.js'
import { WritePage } from './write-page.js'
import './write.css'

mount(<WritePage />)
