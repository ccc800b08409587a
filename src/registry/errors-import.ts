import { defineErrors } from '../store/domain-error.ts'

/** Errors of a file of the register. */
export const importError = defineErrors({
  'import-encoding': {
    status: 422,
    zh: { title: '文件编码无法识别', detail: '需为 UTF-8 或 GB18030 文本' },
    en: { title: 'Unknown encoding', detail: 'UTF-8 or GB18030 text is needed' },
  },
  'import-header': {
    status: 422,
    zh: { title: '表头不完整', detail: '缺少列：{columns}' },
    en: { title: 'Columns missing', detail: 'Missing: {columns}' },
  },
  'import-csv': {
    status: 422,
    zh: { title: 'CSV 结构有误', detail: '第 {line} 行附近无法解析' },
    en: { title: 'Broken CSV', detail: 'Not readable near line {line}' },
  },
})
