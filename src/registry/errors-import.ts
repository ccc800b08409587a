import { defineErrors } from '../store/domain-error.ts'

/** Errors of a file of the register, each refuses the whole file. */
export const importError = defineErrors({
  'import-encoding': {
    status: 422,
    zh: {
      title: '文件编码无法识别',
      detail: '文件须为 UTF-8、GB18030、带标记的 UTF-16 文本，或 .xlsx、.xls 工作簿',
      meaning: '文件不是所列编码的文本，也不是工作簿。',
      action: '请用所列形式之一另存后重新上传。',
    },
    en: {
      title: 'File encoding unknown',
      detail: 'Text in UTF-8, GB18030 or UTF-16 with a byte order mark, or a workbook (.xlsx, .xls) is needed',
      meaning: 'The file is text in none of these encodings, and no workbook.',
      action: 'Save the file in one of these forms and send it again.',
    },
  },
  'import-empty': {
    status: 422,
    zh: {
      title: '文件为空',
      detail: '文件中没有任何内容',
      meaning: '文件没有表头，也没有数据行。',
      action: '请核对所选的文件或工作表。',
    },
    en: {
      title: 'File empty',
      detail: 'The file holds nothing',
      meaning: 'The file has neither a header nor rows.',
      action: 'Compare the file or sheet that was chosen.',
    },
  },
  'import-header': {
    status: 422,
    zh: {
      title: '表头不完整',
      detail: '以第 {line} 行为表头，缺少列：{columns}；该行为：{found}',
      meaning: '文件开头各行中，最像表头的一行缺少必需的列。',
      action: '请补齐所列的列后重新上传。',
    },
    en: {
      title: 'Columns missing',
      detail: 'Line {line} was taken for the header; missing: {columns}; it reads: {found}',
      meaning: 'The row that looks most like a header lacks columns that are needed.',
      action: 'Add the columns and send the file again.',
    },
  },
  'import-columns-repeated': {
    status: 422,
    zh: {
      title: '两列含义相同',
      detail: '第 {line} 行的“{first}”与“{second}”含义相同',
      meaning: '表头有两列表示同一内容，无法确定以哪一列为准。',
      action: '请只保留其中一列后重新上传。',
    },
    en: {
      title: 'Columns with one meaning',
      detail: 'Line {line}: “{first}” and “{second}” mean the same',
      meaning: 'Two columns of the header say the same, and nothing tells which of them counts.',
      action: 'Keep one of the two columns and send the file again.',
    },
  },
  'import-workbook': {
    status: 422,
    zh: {
      title: '工作簿无法读取',
      detail: '文件不是完好的 .xlsx 或 .xls 工作簿',
      meaning: '文件已损坏，或只是改了扩展名。',
      action: '请在电子表格软件中打开并另存后重新上传。',
    },
    en: {
      title: 'Workbook unreadable',
      detail: 'The file is no sound workbook (.xlsx or .xls)',
      meaning: 'The file is damaged, or only its name ends so.',
      action: 'Open it in a spreadsheet, save it again, and send it.',
    },
  },
  'import-workbook-locked': {
    status: 422,
    zh: {
      title: '工作簿已加密',
      detail: '打开该工作簿需要密码',
      meaning: '加密的工作簿无法读取。',
      action: '请去除打开密码后重新上传。',
    },
    en: {
      title: 'Workbook locked',
      detail: 'The workbook opens with a password only',
      meaning: 'A workbook under a password cannot be read.',
      action: 'Remove the password and send the file again.',
    },
  },
  'import-sheet': {
    status: 422,
    zh: {
      title: '没有这张工作表',
      detail: '没有工作表“{sheet}”；可选：{sheets}',
      meaning: '工作簿中没有所指的工作表。',
      action: '请从所列的工作表中选择。',
    },
    en: {
      title: 'No such sheet',
      detail: 'There is no sheet “{sheet}”; there are: {sheets}',
      meaning: 'The workbook has no sheet of that name or number.',
      action: 'Choose one of the sheets that are listed.',
    },
  },
  'import-too-large': {
    status: 422,
    zh: {
      title: '文件过大',
      detail: '文件行数或展开后的大小超出可读取的范围',
      meaning: '文件的行数过多，读取过久，或工作簿压缩后不大而展开后超出上限。',
      action: '请拆分为几个文件分别导入。',
    },
    en: {
      title: 'File too large to be read',
      detail: 'The file has more lines than can be read, or is too large when unpacked',
      meaning:
        'The file has too many lines or takes too long to read, or the workbook is small as it is packed and too large when it is unpacked.',
      action: 'Split it and import the parts one by one.',
    },
  },
  'rejects-not-found': {
    status: 404,
    zh: {
      title: '没有退回文件',
      detail: '{id} 没有退回文件',
      meaning: '该次导入没有退回的行，或退回文件已超过 7 天。',
      action: '请重新导入原文件以取得退回文件。',
    },
    en: {
      title: 'No file of rejected rows',
      detail: '{id} has no file of rejected rows',
      meaning: 'The import sent no rows back, or the file is older than 7 days.',
      action: 'Import the file again to get one.',
    },
  },
  'import-overrides': {
    status: 422,
    zh: {
      title: '例外清单有误',
      detail: '第 {line} 行不完整',
      meaning: '例外清单的每一行应有代码和理由，且字符完好。',
      action: '请更正该行后重试。',
    },
    en: {
      title: 'Overrides incomplete',
      detail: 'Line {line} is not whole',
      meaning: 'Every row of the overrides needs a code and a reason, without damaged characters.',
      action: 'Correct the row and try again.',
    },
  },
})
