import { mount } from '../frame/mount.js'
import { StatusPage } from './status-page.js'
import './status.css'

mount(<StatusPage />)
