import { mount } from '../mount.js'
import { WritePage } from './write-page.js'
import './write.css'

mount(<WritePage />)
