export { DomainError, type ErrorStatus, type Fault } from '../store/errors.ts'
