import type { FastifyInstance } from 'fastify'
import type { RequestSubject } from '#subjects/subject.ts'
import { type Edge, mount } from './answer.ts'
import { html, pageOf } from './docs/html.ts'
import { fastifyPath, type Line, type Route, route } from './route.ts'

/** Offers what mail programs do for their readers with one click (RFC 8058): they send a form, of which the address is all that counts. */
export function oneClick(line: Line, subject: RequestSubject): Route {
  return { ...route(line, subject), oneClick: true }
}

const { entry, policy } = pageOf({
  title: 'No more of these mails',
  body: html`<p>You will go on hearing of your orders and of your account.</p>
<form method="post"><button>Send me no more of these mails</button></form>`,
})

/**
 * Puts them on the server, in a scope of their own where a body is passed over. Whoever follows the link is asked first: mail
 * programs and the scanners before them look at every link.
 */
export function mountOneClicks(app: FastifyInstance, routes: readonly Route[], edge: Edge): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'multipart/form-data'],
      { parseAs: 'buffer', bodyLimit: 4_096 },
      (_request, _body, done) => done(null, undefined),
    )
    for (const route of routes.filter(({ oneClick }) => oneClick)) {
      mount(scope, route, edge)
      scope.get(fastifyPath(route.path), (_request, reply) =>
        reply
          .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
          .header('cache-control', 'no-store')
          .send(entry.body),
      )
    }
  })
}
