// Loaded into a measured process: at its end, writes the peak of its resident memory (kB) to the file BENCH_MEMORY.
import { writeFileSync } from 'node:fs'

process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)))
