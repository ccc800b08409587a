import { defineErrors } from '../store/domain-error.ts'

/** Errors of the names of providers. */
export const nameError = defineErrors({
  'same-name': {
    status: 409,
    zh: {
      title: '同一区划已有同名机构',
      detail: '“{name}”与该区划内一家有效机构同名，其编号“{id}”',
      meaning: '同名机构可能是同一家机构重复登记，需要人工确认。',
      action: '请核对该机构；确为不同机构的，请在请求中填写 sameNameConfirmed 为 true 后重新提交。',
    },
    en: {
      title: 'Name borne in the same area',
      detail: 'The active provider {id} of that area bears the name {name}',
      meaning: 'Two providers of one name in one area may be one provider that is registered twice.',
      action: 'Compare the two. If they differ, send the request again with `sameNameConfirmed: true`.',
    },
  },
})
