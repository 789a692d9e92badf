import { mount } from '../mount.js'
import { StatusPage } from './status-page.js'
import './status.css'

mount(<StatusPage />)
