// The menus of the bar, one script together: the article's page does not wait for it.
export { LanguageMenu } from '../design/language-menu.js'
export { ThemeMenu } from '../design/theme-menu.js'
export { ViewMenu } from '../seeing/view-menu.js'
export { ArticleMenu } from './article-menu.js'
export { ExportMenu } from './export-menu.js'
export { LayerMenu } from './layer-menu.js'
export { MePopover } from './me-popover.js'
