// What `.` has but for reading articles (Markdown, HTML, Word, PDF): programs that only export begin in a third of the time.
export { type ExportBytesOptions, exportBytes } from './export-bytes.js'
export { exportFiles } from './export-files.js'
export { fileNameOf, fileNames } from './file-names.js'
export type {
  Format,
  FormatReader,
  FormatSpec,
  FormatWriter,
  ImportProblem,
  ReadableFile,
  ReadDocuments,
  ReadOptions,
  WriteOptions,
  WrittenDocument,
  WrittenFile,
} from './format.js'
export { formatNamed, formats } from './formats.js'
export { importProblemLine } from './import-problem.js'
export { countLosses, type Loss, type LossDone, lossSentence } from './loss.js'
export { selectLayers } from './select-layers.js'
export { type CorpusStats, type Counts, corpusStats, type StatsAccumulator, statsAccumulator } from './stats.js'
export type {
  ReadTables,
  StoredTables,
  TablesFile,
  TablesFiles,
  TablesPart,
  TablesStream,
  TablesWriter,
  WrittenBytes,
} from './tables.js'
export { type ExportOptions, isWritable, writeCorpus, writeDocument, writeTables } from './write-document.js'
