import { described, instant, listOf, type Operation, object, oneOf, ref, text } from './operation.js'

const password = { type: 'string', minLength: 10, maxLength: 200 }
const invitation = described(text, 'The secret, which stands after the "#" of the link.')

/** Signing in and out, accounts, invitations. */
export const peopleOperations: readonly Operation[] = [
  {
    id: 'readSession',
    method: 'GET',
    path: '/api/session',
    tag: 'Session',
    summary: 'Whether there are accounts, and who is signed in',
    answers: {
      200: {
        description: 'Without accounts everybody on this machine is a guest.',
        json: object({
          accounts: { type: 'boolean' },
          'user?': { anyOf: [ref('User'), ref('GuestUser')] },
          'openId?': object({ name: text }, 'There is a provider to sign in through, of this name.'),
        }),
      },
    },
  },
  {
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    tag: 'Session',
    summary: 'Sign in with a password',
    body: { json: object({ account: text, password: text, 'as?': oneOf(['token']) }) },
    answers: {
      200: {
        description: 'Signed in: the session is in a cookie, or in the body when asked for.',
        json: ref('NewSession'),
      },
    },
    problems: [401, 429],
  },
  {
    id: 'changeOwnAccount',
    method: 'PATCH',
    path: '/api/session',
    tag: 'Session',
    summary: 'Change one’s own name or password',
    description: 'A new password ends every session of the account; the one that asked goes on as a new one.',
    body: { json: object({ 'name?': text, 'password?': password, 'currentPassword?': text, 'as?': oneOf(['token']) }) },
    answers: {
      200: { description: 'Changed.', json: object({ user: ref('User'), 'expiresAt?': instant, 'token?': text }) },
    },
    problems: [401, 429],
  },
  {
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    tag: 'Session',
    summary: 'Sign out',
    answers: { 204: { description: 'Signed out.' } },
  },
  {
    id: 'newToken',
    method: 'POST',
    path: '/api/session/token',
    tag: 'Session',
    summary: 'A token that lets a page into the rooms at /sync, for a minute',
    answers: { 200: { description: 'The token.', json: object({ token: text, expiresAt: instant }) } },
    problems: [401],
  },
  {
    id: 'listPeople',
    method: 'GET',
    path: '/api/people',
    tag: 'People',
    summary: 'All accounts, the oldest first, closed ones too',
    act: 'manage people',
    answers: { 200: { description: 'The accounts.', json: listOf(ref('Account')) } },
  },
  {
    id: 'listAnnotators',
    method: 'GET',
    path: '/api/annotators',
    tag: 'People',
    summary: 'Those who may annotate, the oldest account first: for whom an independent layer can be made',
    act: 'make any layer',
    answers: {
      200: {
        description: 'None where there are no accounts.',
        json: listOf(object({ id: ref('Id'), name: text, role: ref('Role') })),
      },
    },
  },
  {
    id: 'changePerson',
    method: 'PATCH',
    path: '/api/people/:id',
    tag: 'People',
    summary: 'Change an account, close it or open it again',
    description: 'Closing and a new password sign the person out within five seconds, everywhere.',
    act: 'manage people',
    body: {
      json: object({ 'role?': ref('Role'), 'name?': text, 'password?': password, 'closed?': { type: 'boolean' } }),
    },
    answers: { 200: { description: 'The account as it is now.', json: ref('Account') } },
    problems: [404, 409],
  },
  {
    id: 'listInvitations',
    method: 'GET',
    path: '/api/invitations',
    tag: 'People',
    summary: 'The invitations that can still be used',
    act: 'manage people',
    answers: { 200: { description: 'The invitations, without their secrets.', json: listOf(ref('Invitation')) } },
  },
  {
    id: 'invite',
    method: 'POST',
    path: '/api/invitations',
    tag: 'People',
    summary: 'Make an invitation: a link that makes one account of a role, within a week',
    act: 'manage people',
    body: { json: object({ role: ref('Role') }) },
    answers: {
      201: {
        description: 'The link. Its secret stands after the "#" and is kept nowhere.',
        json: object({ path: text, expiresAt: instant }),
      },
    },
  },
  {
    id: 'withdrawInvitation',
    method: 'DELETE',
    path: '/api/invitations/:id',
    tag: 'People',
    summary: 'Take an invitation back',
    act: 'manage people',
    answers: { 204: { description: 'Nobody can use it any more.' } },
    problems: [404],
  },
  {
    id: 'readInvitation',
    method: 'POST',
    path: '/api/invitations/read',
    tag: 'People',
    summary: 'The role that an invitation gives',
    body: { json: object({ invitation }) },
    answers: { 200: { description: 'The role.', json: object({ role: ref('Role') }) } },
    problems: [410],
  },
  {
    id: 'acceptInvitation',
    method: 'POST',
    path: '/api/invitations/accept',
    tag: 'People',
    summary: 'Make the account that an invitation is for, and sign in',
    body: { json: object({ invitation, account: text, name: text, password }) },
    answers: { 201: { description: 'The account was made and is signed in, by a cookie.', json: ref('NewSession') } },
    problems: [401, 409, 410],
  },
]
