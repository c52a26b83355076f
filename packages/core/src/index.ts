export { type AnnotatedDocument, unannotated } from './annotated-document.js'
