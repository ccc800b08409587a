import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

/** Everything that the service says to these bytes before it closes. */
function say(bytes: string): Promise<string> {
  const { port } = city.service.server.address() as { port: number }
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', chunk => {
      said += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(said))
  })
}

const parsed = (said: string) => {
  const [head, body] = said.split('\r\n\r\n') as [string, string]
  expect(head).toContain('Content-Type: application/problem+json')
  expect(head).toContain('Connection: close')
  return { status: Number(head.split(' ')[1]), ...JSON.parse(body) }
}

const CASES: [name: string, bytes: string, status: number, code: string][] = [
  ['a URL with Chinese characters', 'GET /v1/providers?q=家政 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'url-malformed'],
  ['a line that is no request', 'hello\r\n\r\n', 400, 'request-malformed'],
  ['a header that is none', 'GET /v1/areas HTTP/1.1\r\nHost x\r\n\r\n', 400, 'request-malformed'],
  ['a request without a Host', 'GET /v1/areas HTTP/1.1\r\n\r\n', 400, 'request-malformed'],
  [
    'an expectation of nothing known',
    'GET /v1/areas HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n',
    400,
    'request-malformed',
  ],
  ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', 400, 'request-malformed'],
  [
    'two lengths',
    'POST /v1/requests HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    400,
    'request-malformed',
  ],
  [
    'headers without end',
    `GET /v1/areas HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
]

describe('what is no HTTP', () => {
  it.each(CASES)('%s is answered with a problem document', async (_, bytes, status, code) => {
    const said = parsed(await say(bytes))
    expect(said).toMatchObject({ status, code, type: `/problems/${code}` })
    expect(said.title).toMatch(/\p{Script=Han}/u)
  })

  it('is answered in the language of the caller', async () => {
    const said = parsed(await say('GET /v1/providers?q=家政 HTTP/1.1\r\nAccept-Language: en\r\nHost: x\r\n\r\n'))
    // Node gives the URL up before it reads the headers, but they came along.
    expect(said.title).toBe('URL malformed')
  })

  it('does not stop the service', async () => {
    expect((await city.get('/v1/areas')).status).toBe(200)
  })
})
