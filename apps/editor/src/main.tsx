import { createRoot } from 'react-dom/client'
import { App, fetchPage } from './app.js'
import { followSystemTheme } from './design/theme.js'
import { speakAsBefore } from './words/words.js'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import './design/controls.css'
import './articles/articles.css'
import './article/article.css'
import './article/highlights.css'
import './claims/claims.css'
import './claims/form.css'
import './marking/marking.css'
import './threads/threads.css'
import './seeing/seeing.css'
import './people/people.css'
import './history/history.css'

followSystemTheme()
fetchPage(window.location.pathname)
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element #root')
// Another language than English is loaded first, so that nothing is said twice.
void speakAsBefore().finally(() => createRoot(root).render(<App />))
