import { mount } from '../mount.js'
import { AskPage } from './ask-page.js'
import './ask.css'

mount(<AskPage />)
