import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './http-problem.js'
import { jsonBody, stringField } from './json-body.js'
import { orProblem } from './people-problem.js'
import { isRole, may, type Role, roles } from './roles.js'
import { begin, type SessionServed } from './session-api.js'

/** The routes for accounts and invitations. */
export function peopleApi(app: FastifyInstance, { people, who, review }: SessionServed): void {
  app.get('/api/people', (request) => {
    who.mayThey(request, 'manage people')
    return people.accounts()
  })

  app.get('/api/annotators', (request) => {
    who.mayThey(request, 'make any layer')
    const open = people.accounts().filter(({ role, closedAt }) => closedAt === undefined && may(role, 'make own layer'))
    return open.map(({ id, name, role }) => ({ id, name, role }))
  })

  app.patch<{ Params: { id: string } }>('/api/people/:id', async (request) => {
    who.mayThey(request, 'manage people')
    const { role, name, password, closed } = jsonBody(request)
    if (closed !== undefined && typeof closed !== 'boolean') throw bad('The field "closed" has to be true or false.')
    const changed = await orProblem(
      people.change(request.params.id, {
        ...(role === undefined ? {} : { role: roleIn(role) }),
        ...(name === undefined ? {} : { name: stringField({ name }, 'name') }),
        ...(password === undefined ? {} : { password: stringField({ password }, 'password') }),
        ...(closed === undefined ? {} : { closed }),
      }),
    )
    review()
    return changed
  })

  app.get('/api/invitations', (request) => {
    who.mayThey(request, 'manage people')
    return people
      .invitations()
      .map(({ expiresAt, ...invitation }) => ({ ...invitation, expiresAt: new Date(expiresAt).toISOString() }))
  })

  app.delete<{ Params: { id: string } }>('/api/invitations/:id', async (request, reply) => {
    who.mayThey(request, 'manage people')
    if (!(await people.withdraw(request.params.id))) {
      throw new HttpProblem(
        404,
        'unknown-invitation',
        'There is no such invitation: it was used, is over or never was.',
      )
    }
    return reply.code(204).send()
  })

  app.post('/api/invitations', async (request, reply) => {
    const { id } = who.mayThey(request, 'manage people')
    const { secret, expiresAt } = await people.invite(roleIn(jsonBody(request).role), id)
    reply.code(201)
    // After the "#", which browsers send to no server and into no log.
    return { path: `/join#${secret}`, expiresAt: new Date(expiresAt).toISOString() }
  })

  app.post('/api/invitations/read', (request) => {
    const role = people.invitation(stringField(jsonBody(request), 'invitation'))
    if (role === undefined) {
      throw new HttpProblem(
        410,
        'bad-invitation',
        'This invitation was used, has expired or never was. Ask for another one.',
      )
    }
    return { role }
  })

  app.post('/api/invitations/accept', async (request, reply) => {
    const body = jsonBody(request)
    const password = stringField(body, 'password')
    const { id } = await orProblem(
      people.accept(stringField(body, 'invitation'), {
        id: stringField(body, 'account'),
        name: stringField(body, 'name'),
        password,
      }),
    )
    const session = await people.signIn(id, password)
    if (session === undefined) throw new HttpProblem(401, 'signed-out', 'The account was made. Sign in.')
    reply.code(201)
    return begin(request, reply, session)
  })
}

function roleIn(value: unknown): Role {
  if (isRole(value)) return value
  throw bad(`The field "role" has to be ${roles.join(', ')}.`)
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
