import type { Cases, Kit } from './kit.ts'

export const FROM = '2026-12-01'
const conditions = [{ kind: 'credentials', clause: '集成服务承诺', anyOf: [['service-pledge']] }]

export const gateCases = ({ city, read, write, notModified }: Kit) => {
  const gate = () => '/v1/gates/07'
  return {
    listExpiries: [read(() => '/v1/expiries?within=60', 'firm')],
    listGates: [read(() => '/v1/gates')],
    setGate: [
      write(200, 'put', gate, { validFrom: FROM, conditions }),
      write(409, 'put', gate, { validFrom: '2026-11-30', conditions }),
      write(412, 'put', gate, { validFrom: FROM, conditions }, '"999"'),
      write(422, 'put', gate, { validFrom: '2026-11-23', conditions }),
      [404, async () => city().call('put', '/v1/gates/99', 'registrar').send({ validFrom: FROM, conditions })],
    ],
    getGate: [read(gate), notModified(gate)],
  } satisfies Partial<Cases>
}
