import { defineErrors } from '../store/domain-error.ts'

/** Errors of a file of the register. */
export const importError = defineErrors({
  'import-encoding': {
    status: 422,
    zh: {
      title: '文件编码无法识别',
      detail: '文件须为 UTF-8 或 GB18030 编码的文本',
      meaning: '文件既不是 UTF-8 文本，也不是 GB18030 文本。',
      action: '请用所列编码之一另存后重新上传。',
    },
    en: {
      title: 'File encoding unknown',
      detail: 'UTF-8 or GB18030 text is needed',
      meaning: 'The file is text neither in UTF-8 nor in GB18030.',
      action: 'Save the file in one of these encodings and send it again.',
    },
  },
  'import-header': {
    status: 422,
    zh: {
      title: '表头不完整',
      detail: '缺少列：{columns}',
      meaning: '文件首行缺少必需的列。',
      action: '请补齐所列的列后重新上传。',
    },
    en: {
      title: 'Columns missing',
      detail: 'Missing: {columns}',
      meaning: 'The first line of the file lacks columns that are needed.',
      action: 'Add the columns and send the file again.',
    },
  },
  'import-csv': {
    status: 422,
    zh: {
      title: 'CSV 格式有误',
      detail: '第 {line} 行附近无法解析',
      meaning: '文件的引号或列数有误，无法按 CSV 读取。',
      action: '请检查该行附近的引号、逗号和换行。',
    },
    en: {
      title: 'CSV malformed',
      detail: 'Not readable near line {line}',
      meaning: 'Quotes or columns of the file are broken, so that it cannot be read as CSV.',
      action: 'Check quotes, commas and line ends near that line.',
    },
  },
})
