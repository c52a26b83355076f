import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApi, openIdSettings, ServerProblem, sharedFrom, startServer } from '@claimspan/server'
import { type Command, readArguments } from './command.js'
import { Trouble, WrongUse } from './exit.js'

const beside = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url))

export const serve: Command = {
  name: 'serve',
  summary: 'open the editor on these articles, print the address',
  usage: `claimspan serve [path…] [--port N] [--host address] [--data folder] [--log json]
                [--openid file] [--webhooks hosts] [--openapi]

  path…    articles (text, Markdown) or native corpora to have from the start; default: the seed article
  --port   default: PORT, else 4321, or the next free one when that is taken; 0 takes any
  --host   default: 127.0.0.1, this machine only
  --data   where documents are kept; default: CLAIMSPAN_DATA, else .claimspan
  --openid file   JSON with "issuer", "clientId", "clientSecret", "name", "url" and "join": people sign in through this
           OpenID Connect provider; CLAIMSPAN_OPENID_ISSUER, _CLIENT_ID, _CLIENT_SECRET … say the same
  --webhooks host[:port],…   hosts in your own network that webhooks may be sent to; default: CLAIMSPAN_WEBHOOK_HOSTS
  --openapi  print the description of the HTTP API (OpenAPI 3.1) and end
  --log    json: what is told on the standard error is JSON, a line each, and tells of requests too

Several servers share their documents when they are given one PostgreSQL, whose address is in CLAIMSPAN_DATABASE
(postgres://user:password@host/database) or in the file that CLAIMSPAN_DATABASE_FILE names, and best also one Redis or
Valkey, in CLAIMSPAN_REDIS (redis://host). Each still has a --data folder of its own, for its copy.`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
      port: 'value',
      host: 'value',
      data: 'value',
      log: 'value',
      openapi: 'flag',
      openid: 'value',
      webhooks: 'value',
    })
    if (flags.has('openapi')) {
      terminal.out(`${JSON.stringify(openApi(), null, 2)}\n`)
      return 0
    }
    const port = values.port ?? (process.env.PORT === '' ? undefined : process.env.PORT)
    if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
      throw new WrongUse(`A port is a number from 0 to 65535: got ${JSON.stringify(port)}`)
    }
    if (values.log !== undefined && values.log !== 'json') throw new WrongUse(`--log is json: got ${values.log}`)
    for (const path of rest) if (!existsSync(path)) throw new Trouble(`${path} does not exist`)
    const editorFolder = beside('editor')
    try {
      const shared = sharedFrom(process.env)
      const openId = openIdSettings(values.openid, process.env)
      const hosts = (values.webhooks ?? process.env.CLAIMSPAN_WEBHOOK_HOSTS ?? '').split(/[\s,]+/).filter(Boolean)
      const server = await startServer({
        ...(openId === undefined ? {} : { openId }),
        webhookHosts: hosts,
        dataFolder: values.data ?? process.env.CLAIMSPAN_DATA ?? '.claimspan',
        ...(shared === undefined ? {} : { shared }),
        ...(values.host === undefined ? {} : { host: values.host }),
        ...(port === undefined ? {} : { port: Number(port) }),
        portMayMove: values.port === undefined,
        jsonLog: values.log === 'json',
        ...(existsSync(editorFolder) ? { editorFolder } : {}),
        articles: rest.length > 0 ? rest : [beside('seeds')],
        log: (line) => terminal.err(`${line}\n`),
      })
      terminal.out(`Claimspan is at ${server.url}\n`)
      await stopped()
      await server.stop()
      return 0
    } catch (error) {
      if (error instanceof ServerProblem) throw new Trouble(error.message)
      throw error
    }
  },
}

/** Resolves when the process is asked to end. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
