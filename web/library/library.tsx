import { mount } from '../mount.js'
import { LibraryPage } from './library-page.js'
import './library.css'

mount(<LibraryPage />)
