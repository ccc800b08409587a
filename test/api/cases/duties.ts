import type { Answer, Cases, Kit } from './kit.ts'

export const DUTY = {
  matter: '流浪犬收容',
  matterEn: 'Taking in stray dogs',
  role: 'lead',
  keywords: ['流浪狗', '收容'],
  services: ['27-015'],
  legalBasis: '部门三定方案（示例，待核）',
  contact: '0574-87170002',
  hours: '工作日 09:00-17:00',
  area: '3302',
  validFrom: '2026-12-01',
}
const DEPARTMENT = {
  name: '宁波市宠物管理办公室',
  nameEn: 'Pet Office',
  phone: '0574-87170001',
  hours: '工作日',
  area: '3302',
}
export const MOVE = { to: 'city-management', on: '2027-01-01', requestsInFlight: 'move' }

export const dutyCases = ({ city, read, post, write, notModified }: Kit) => {
  const room = () => '/v1/departments/agriculture/duties'
  const made = async () => ((await city().post(room(), 'registrar', DUTY)) as unknown as Answer).headers.location!
  const moved = async () => {
    const duty = await made()
    await city().post(`${duty}/transfers`, 'registrar', MOVE)
    return duty
  }
  const ended = async () => {
    const duty = await made()
    await city().call('patch', duty, 'registrar').send({ validUntil: '2026-12-01' })
    return `${duty}/transfers`
  }
  const nowhere = () => '/v1/duties/nobody-bears-this'
  const over = async () => {
    const answer = await city().post(room(), 'registrar', { ...DUTY, validFrom: null, validUntil: '2026-11-24' })
    city().later(86_400_000)
    return (answer as unknown as Answer).headers.location!
  }
  return {
    getCoverage: [
      read(() => '/v1/responsibilities/coverage'),
      [422, () => city().get('/v1/responsibilities/coverage?area=330204')],
    ],
    createDepartment: [
      post(201, 'registrar', () => '/v1/departments', { ...DEPARTMENT, id: 'pet-office' }),
      post(409, 'registrar', () => '/v1/departments', { ...DEPARTMENT, id: 'agriculture' }),
      post(422, 'registrar', () => '/v1/departments', { ...DEPARTMENT, id: 'moon', area: '990000' }),
    ],
    createDuty: [
      post(201, 'registrar', room, DUTY),
      post(404, 'registrar', () => '/v1/departments/nobody/duties', DUTY),
      post(422, 'registrar', room, { ...DUTY, legalBasis: ' ' }),
    ],
    getDuty: [
      read(() => '/v1/duties/power-cuts'),
      notModified(() => '/v1/duties/power-cuts'),
      [404, () => city().get(nowhere())],
    ],
    updateDuty: [
      write(200, 'patch', made, { contact: '0574-87170003' }),
      write(404, 'patch', nowhere, { contact: '0574-87170003' }),
      write(409, 'patch', over, { contact: '0574-87170003' }),
      write(412, 'patch', made, { contact: '0574-87170003' }, '"99"'),
      write(422, 'patch', made, { validUntil: '2020-01-01' }),
    ],
    transferDuty: [
      post(201, 'registrar', async () => `${await made()}/transfers`, MOVE),
      post(404, 'registrar', () => `${nowhere()}/transfers`, MOVE),
      post(409, 'registrar', async () => `${await moved()}/transfers`, MOVE),
      post(409, 'registrar', ended, MOVE),
      post(422, 'registrar', async () => `${await made()}/transfers`, { ...MOVE, to: 'nobody' }),
    ],
  } satisfies Partial<Cases>
}
