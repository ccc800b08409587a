// The page /docs: Swagger UI with a search box, in the language of the page.
const language = document.documentElement.lang === 'en' ? 'en' : 'zh'
const PLACEHOLDER = { zh: '查找：接口、路径、角色或用语', en: 'Search: operation, path, role or word' }[language]
/** What Swagger UI itself says. */
const CHINESE = {
  Parameters: '参数',
  'No parameters': '没有参数',
  Name: '名称',
  Description: '说明',
  Responses: '答复',
  Code: '状态',
  Links: '链接',
  'No links': '无',
  'Request body': '请求内容',
  'Media type': '内容类型',
  'Example Value': '示例',
  Schema: '结构',
  Schemas: '数据结构',
  Servers: '服务地址',
  Authorize: '填写密钥',
  Close: '关闭',
  'Try it out': '试用',
  Execute: '发送',
  Clear: '清除',
  Cancel: '取消',
  Headers: '标头',
  'Headers:': '标头：',
  'Response body': '答复内容',
  'Response headers': '答复标头',
  'Server response': '实际答复',
  'Request URL': '请求地址',
  'Find out more': '更多',
}

/** Operations whose words hold all that was typed, in either language. */
const search = () => ({
  fn: {
    opsFilter: (tags, phrase) => {
      const typed = phrase.toLowerCase().split(/\s+/).filter(Boolean)
      const matches = operation => typed.every(word => operation.getIn(['operation', 'x-search'], '').includes(word))
      return tags
        .map(tag => tag.set('operations', tag.get('operations').filter(matches)))
        .filter(tag => tag.get('operations').size > 0)
    },
  },
  components: { FilterContainer: () => null },
})

const ui = SwaggerUIBundle({
  url: `/docs/${language}.json`,
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: false,
  plugins: [search],
})

/** Hits are shown open; without a phrase all is collapsed again. */
function find(phrase) {
  const { layoutActions, specSelectors } = ui.getSystem()
  layoutActions.updateFilter(phrase.trim() || true)
  for (const tag of specSelectors.taggedOperations().keySeq().toJS())
    layoutActions.show(['operations-tag', tag], phrase.trim() !== '')
}

function addSearch() {
  const box = document.createElement('div')
  box.id = 'search'
  const input = document.createElement('input')
  Object.assign(input, { type: 'search', placeholder: PLACEHOLDER, ariaLabel: PLACEHOLDER })
  input.addEventListener('input', () => find(input.value))
  box.append(input)
  document.querySelector('#swagger-ui').before(box)
}

/** Words of Swagger UI, not of the contract, wherever they come up. */
function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const chinese = CHINESE[node.nodeValue.trim()]
    if (chinese && !node.parentElement.closest('pre, code, .renderedMarkdown')) node.nodeValue = chinese
  }
}

addSearch()
if (language === 'zh') {
  const root = document.querySelector('#swagger-ui')
  const seen = { childList: true, subtree: true, characterData: true }
  new MutationObserver(() => translate(root)).observe(root, seen)
}
