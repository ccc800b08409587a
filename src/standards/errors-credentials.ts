import { defineErrors } from '../store/domain-error.ts'

/** Errors of credentials. */
export const credentialError = defineErrors({
  'credential-not-found': {
    status: 404,
    zh: {
      title: '没有该资质证明',
      detail: '没有编号为“{id}”的资质证明',
      meaning: '编号不对应任何已登记的资质证明。',
      action: '请在机构的资质证明列表中核对编号。',
    },
    en: {
      title: 'Credential not found',
      detail: 'There is no credential {id}',
      meaning: 'The id belongs to no credential on record.',
      action: 'Look the id up in the credentials of the provider.',
    },
  },
  'credential-ends-before-it-begins': {
    status: 422,
    zh: {
      title: '有效期止日早于起日',
      detail: '{validFrom} 起，{validUntil} 止',
      meaning: '资质证明的止日早于起日。',
      action: '请按证书改正日期。',
    },
    en: {
      title: 'End before beginning',
      detail: 'From {validFrom} until {validUntil}',
      meaning: 'The last day of the credential lies before its first.',
      action: 'Correct the days from the document.',
    },
  },
  'credential-standard': {
    status: 422,
    zh: {
      title: '标准与资质类型不符',
      detail: '符合性证书须写明标准版本，其他资质证明不得填写',
      meaning: '标准版本只用于符合性证书。',
      action: '请补填或删去标准版本。',
    },
    en: {
      title: 'Standard and type contradict',
      detail: 'A certificate of conformance names an edition as `standard`; no other type does',
      meaning: 'Editions of standards belong to certificates of conformance only.',
      action: 'Add the edition, or leave it out.',
    },
  },
  'credential-known': {
    status: 409,
    zh: {
      title: '该资质证明已登记',
      detail: '证书编号“{number}”已登记，且有效期重叠',
      meaning: '同一机构、同一证书、同一有效期的资质证明只登记一次。',
      action: '请使用已登记的资质证明，编号见应答中的 existing。',
    },
    en: {
      title: 'Credential exists',
      detail: 'Number {number} is on record with an overlapping term',
      meaning: 'A credential of the same type, issuer, number and term is recorded once.',
      action: 'Use the one that `existing` names.',
    },
  },
  'certificate-not-begun': {
    status: 422,
    zh: {
      title: '证书尚未生效',
      detail: '证书自 {validFrom} 起有效',
      meaning: '证书生效之前不能作为评价依据。',
      action: '请在生效当日或之后登记。',
    },
    en: {
      title: 'Certificate not begun',
      detail: 'It is valid from {validFrom}',
      meaning: 'A certificate counts as evidence from its first day on.',
      action: 'Record it on that day or later.',
    },
  },
  'credential-revoked': {
    status: 409,
    zh: {
      title: '该资质证明已撤销',
      detail: '已自 {day} 起撤销',
      meaning: '资质证明只能撤销一次。',
      action: '无需处理；重新取得的，请另行登记。',
    },
    en: {
      title: 'Credential revoked already',
      detail: 'Revoked as of {day}',
      meaning: 'A credential is revoked once.',
      action: 'Nothing needs to be done. Record a new credential if one was issued.',
    },
  },
})
