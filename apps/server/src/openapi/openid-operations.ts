import { type Operation, object, text } from './operation.js'

/** Signing in through an OpenID Connect provider, where the operator has set one up. */
export const openIdOperations: readonly Operation[] = [
  {
    id: 'beginOpenId',
    method: 'POST',
    path: '/api/session/openid',
    tag: 'Session',
    summary: 'Begin to sign in through the provider',
    description: 'Go to the location in the same browser within ten minutes.',
    body: {
      json: object({
        'invitation?': { ...text, description: 'The secret of an invitation, to make the account that it is for.' },
        'to?': { ...text, description: 'The path of an article to come back to.' },
        'link?': { type: 'boolean', description: 'Sign in to the account that is signed in now this way from now on.' },
      }),
    },
    answers: { 200: { description: 'Where to go.', json: object({ location: text }) } },
    problems: [401, 409, 410, 429, 502],
  },
  {
    id: 'endOpenId',
    method: 'GET',
    path: '/api/session/openid/callback',
    tag: 'Session',
    summary: 'Where the provider sends people back to',
    description: 'A browser that asks for text/html gets a problem as a page.',
    query: {
      code: { schema: text, description: 'From the provider.' },
      state: { schema: text, description: 'From the provider.' },
      iss: { schema: text, description: 'From the provider.' },
      error: { schema: text, description: 'From the provider.' },
    },
    answers: { 303: { description: 'Signed in, by a cookie.' } },
    hasPages: true,
    problems: [401, 409, 410, 502],
  },
]
