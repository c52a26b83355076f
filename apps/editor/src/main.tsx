import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { followSystemTheme } from './design/theme.js'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import './design/controls.css'
import './articles/articles.css'
import './article/article.css'
import './article/highlights.css'
import './claims/claims.css'
import './people/people.css'
import './history/history.css'

followSystemTheme()
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element #root')
createRoot(root).render(<App />)
