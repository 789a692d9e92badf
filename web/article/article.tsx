import { mount } from '../mount.js'
import { ArticlePage } from './article-page.js'
import './article.css'

mount(<ArticlePage />)
