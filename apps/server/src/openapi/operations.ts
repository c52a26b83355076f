import { claimOperations } from './claim-operations.js'
import { discussionOperations } from './discussion-operations.js'
import { documentOperations } from './document-operations.js'
import { openIdOperations } from './openid-operations.js'
import { type Operation, object, oneOf } from './operation.js'
import { peopleOperations } from './people-operations.js'
import { schemeOperations } from './scheme-operations.js'
import { webhookOperations } from './webhook-operations.js'

/** Every route of the server, but for the editor's own files. */
export const operations: readonly Operation[] = [
  ...documentOperations,
  ...claimOperations,
  ...discussionOperations,
  ...schemeOperations,
  ...peopleOperations,
  ...openIdOperations,
  ...webhookOperations,
  {
    id: 'readHealth',
    method: 'GET',
    path: '/api/health',
    tag: 'Server',
    summary: 'Whether the server answers',
    answers: { 200: { description: 'It does.', json: object({ status: oneOf(['ok']) }) } },
  },
  {
    id: 'readDescription',
    method: 'GET',
    path: '/api/openapi.json',
    tag: 'Server',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1.', json: { type: 'object' } } },
  },
  {
    id: 'readMetrics',
    method: 'GET',
    path: '/metrics',
    tag: 'Server',
    summary: 'Figures for Prometheus: from this machine, or by an owner',
    answers: { 200: { description: 'In the text format of Prometheus.', media: ['text/plain'] } },
    problems: [401],
  },
]
