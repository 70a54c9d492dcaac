import type { Messages } from '../en.ts';

export const exchange: Messages['exchange'] = {
  columns: {
    phones: '电话',
    registeredAt: '登记时间',
    registeredBy: '登记人',
    rep: '归属顾问',
    team: '团队',
    arrivalKind: '到访方式',
    arrivedAt: '到访时间',
    lastContactAt: '最近联系时间',
    contacts: '跟进记录',
    consent: '联系同意',
    skip: '不导入',
  },
  consent: { yes: '同意', no: '不同意' },

  title: '导入老客户',
  button: '导入老客户',
  intro:
    '把 CSV 或 XLSX 文件直接发到这里，或在服务器上运行 `npm run cli -- import 文件`。先给你看每一行会怎么处理，确认了才写入。',
  none: '还没有导入过文件。',
  bring: (p) => `导入 ${p.n} 位`,
  sureTitle: '确定导入？',
  sure: (p) => `将新建或补全 ${p.n} 位客户。只要还没人跟进，可以整批撤回。`,
  columnsButton: '列对应',
  rowsButton: '要看的行',
  forget: '不导入这个文件',
  undoButton: '整批撤回',
  again: '再试一次',
  line: (p) => `*${p.when}* · ${p.state}`,

  states: {
    received: '检查中',
    unmapped: '缺少必要的列',
    checked: '已检查，未导入',
    running: '导入中',
    done: '已导入',
    undoing: '撤回中',
    undone: '已撤回',
    failed: '读不了',
    forgotten: '已放弃',
  },

  letter: {
    received: '📄 正在看这个文件……',
    unmapped: '📄 认不出足够的列：至少要有姓名，加上电话或微信。请告诉我各列是什么。',
    checked: '📄 *这个文件会这样处理。* 现在什么都还没写入。',
    running: (p) => `📥 正在导入……\n${p.bar} ${p.percent}% · ${p.done} / ${p.total}`,
    done: '✅ *导入完成。* 疑似重复的客户会在后台排查，稍后看 `/customer 查重复`。',
    undoing: '↩️ 正在撤回……',
    undone: '↩️ *已撤回。* 如有导入后跟进过的客户，仍保留。',
    failed: (p) => `⚠️ *文件读不了。* ${p.why}`,
    forgotten: '📄 已放弃，没有导入任何内容。',
    note: '导入老客户：查看进度。',
    recognised: (p) => `已识别：${p.columns}`,
    left: (p) => `${p.n} 列不导入`,
    create: (p) => `新建 *${p.n}*`,
    created: (p) => `已新建 *${p.n}*`,
    update: (p) => `已有 *${p.n}*，只补空缺，不改原有内容`,
    updated: (p) => `已补全 *${p.n}*`,
    duplicate: (p) => `重复 *${p.n}*，不导入`,
    refused: (p) => `读不了 *${p.n}*，不导入`,
    unassigned: (p) => `其中 ${p.n} 位没有对应的顾问，按分配规则处理`,
    possible: (p) => `其中 ${p.n} 位疑似已登记，导入前请看一下这些行`,
    file: '🗑 你上传的文件里还有全部客户信息，请从 Slack 删除。',
    fileGone: '🗑 上传的文件已删除。',
  },
  ask: {
    text: '🗑 Slack 里还有一个含客户信息的文件。',
    again: (p) =>
      `🗑 *请删除上传的文件。* 已经读完，不再需要，里面还有姓名和电话。（已提醒 ${p.n} 次）`,
    first: '🗑 *请删除上传的文件。* 已经读完，不再需要，里面还有姓名和电话。',
    how: '在这个对话里找到文件，点 ⋯，选 *删除文件*。删掉后我会知道。',
    gone: '🗑 上传的文件已删除，谢谢。',
  },

  told: (p) =>
    `📥 ${p.by} 导入了老客户，其中 ${p.n} 位归你。\`/customer 查 我的\` 可以列出；保护期从今天算起。`,
  toldNote: '有导入的老客户归你了。',

  mapping: {
    title: '文件的列',
    hint: '文件里每一列对应什么。认不出的列不导入。',
    submit: '重新检查',
    next: '下一组列',
    column: (p) => `${p.letter} · ${p.heading}`,
    page: (p) => `第 ${p.page} 页，共 ${p.pages} 页`,
    team: '行里没写团队的客户归入',
  },
  rows: {
    title: '要看的行',
    none: '每一行都能导入。',
    possible: (p) => `将新建，疑似 ${p.number}：${p.reasons}`,
    untold: (p) =>
      `另有 ${p.n} 行已登记在其他团队。是哪几行不逐一说明：导入检查也算查重，每小时有次数限制。`,
    line: (p) => `*${p.row}* · ${p.why}`,
    intro: '行号与表格里的一致。这里不显示行里的内容。',
  },
  undo: {
    title: '整批撤回',
    submit: '撤回',
    whole: (p) => `撤回 ${p.n} 行，就像没有导入过一样。`,
    kept: (p) => `导入后已有人跟进 ${p.n} 位客户，予以保留：${p.numbers}`,
  },

  reasons: {
    nameMissing: () => '没有姓名',
    nameUnreadable: () => '姓名里没有文字',
    phoneMissing: () => '没有电话，也没有微信',
    phoneUnreadable: () => '电话号码不存在',
    phoneMasked: () => '电话打了星号，无法识别',
    nationalIdUnreadable: () => '身份证号不正确',
    numberRounded: (p) => `${p.column}：数字被表格四舍五入了，请把该列改成文本格式`,
    formula: (p) => `${p.column}：是公式，不是内容`,
    tooLong: (p) => `${p.column}：太长`,
    dateUnreadable: (p) => `${p.column}：不是日期`,
    inTheFuture: (p) => `${p.column}：是将来的时间`,
    teamUnknown: () => '团队不存在，或不归你管',
    sameAsRow: (p) => `与第 ${p.of ?? '?'} 行是同一位客户`,
    severalMatch: () => '对得上好几位客户，请人工处理',
    elsewhere: () => '已登记，但不在你的团队',
    otherName: () => '电话已登记在另一个姓名下，可能是家人',
    known: () => '已有，没有可补的内容',
    unitKnown: () => '房源里已有，没有变化',
    sameUnit: (p) => `与第 ${p.of ?? '?'} 行是同一套`,
    unitSold: () => '已售，不改动',
    projectUnknown: () => '本团队没有这个楼盘',
  },

  units: {
    done: '✅ *房源已导入。* 用 `/property` 查看。',
    unmapped: '📄 认出的列不够：需要房号、户型、面积和备案价。请指定。',
    terminalUnmapped:
      '认出的列不够：需要房号、户型、面积和备案价。这样指定：--map "房间=code" --map "单价表总价=listPrice"',
    sure: (p) => `将新增或更新 ${p.n} 套房源。还没有人动过的可以整体撤回。`,
    kept: (p) => `有 ${p.n} 套之后有人动过，保持不变。`,
  },

  terminal: {
    recognised: (p) => `  ${p.letter.padEnd(3)} ${p.heading}  →  ${p.column}`,
    encoding: (p) => `${p.kind.toUpperCase()}${p.kind === 'csv' ? `，${p.encoding}` : ''}`,
    counts: (p) =>
      `将新建 ${p.created}，补全 ${p.updated}，已有 ${p.duplicate}，读不了 ${p.refused}。`,
    done: (p) =>
      `已新建 ${p.created}，补全 ${p.updated}，原已有 ${p.duplicate}，读不了 ${p.refused}。`,
    unassigned: (p) => `新建的里有 ${p.n} 位没有对应的顾问，按分配规则处理。`,
    possible: (p) => `新建的里有 ${p.n} 位疑似已登记，请对照下面的行。`,
    row: (p) => `  第 ${p.row} 行：${p.why}`,
    moreRows: (p) => `  ……还有 ${p.n} 行。全部列出：--all-rows`,
    nothingYet: '现在什么都还没写入。确认导入：同一条命令加 --run',
    unmapped:
      '认不出足够的列：至少要有姓名，加上电话或微信。可以指定：--map "电话=phones" --map "客户=name"',
    resumed: (p) => `从第 ${p.row} 行之后继续。`,
    sweepHint: '疑似重复的客户（包括文件内部的）正在后台排查，稍后在 Slack 里看 /customer 查重复。',
    undoHint: (p) => `整批撤回：npm run cli -- import undo ${p.id}`,
    undone: (p) => `已撤回 ${p.n} 行。`,
    builtOn: (p) => `导入后已有人跟进 ${p.n} 位客户，予以保留：${p.numbers}`,
    number: '编号',
    exported: (p) => `已把 ${p.n} 位客户写入 ${p.file}。`,
    exportedMasked:
      '电话已打星号，手写内容不导出。有权查看完整信息的人可加 --purpose "用途" 导出完整内容。',
    exportedClear: '文件里是完整的客户信息，用途已记录；用完请删除文件。',
    progress: (p) => `${p.bar} ${p.percent}%  第 ${p.done} 行`,
    again: '这个文件以前导入过：',
  },

  export: {
    title: '导出客户',
    text: (p) =>
      `你可以导出 ${p.n} 位客户。文件只在服务器上生成：我没有在 Slack 里发文件的权限，客户信息也就不会散落在这里。`,
    how: '请管理服务器的同事运行：`npm run cli -- export customers.csv`。电话打星号；需要完整内容加 `--purpose "用途"`。每次导出都有审计记录。',
  },

  refusals: {
    fileMissing: () => '没有这个文件。',
    fileEmpty: () => '文件里没有数据行。',
    fileTooBig: (p) => `文件超过 ${p.megabytes} MB。请拆开，或在服务器上导入。`,
    fileRows: (p) => `文件超过 ${p.n} 行，请拆开。`,
    fileOldExcel: () =>
      '这是 2007 年以前的 Excel 格式，或文件设了密码。请另存为不带密码的 .xlsx，或 .csv。',
    fileBroken: (p) => (p.row ? `文件在第 ${p.row} 行附近损坏。` : '文件已损坏或被加密。'),
    fileSparse: (p) =>
      `第 ${p.row} 行或很靠右的单元格把表撑得太大，请把表格复制到新工作表，或另存为 .csv。`,
    fileStrings: (p) => `工作簿里不同的文字超过 ${p.megabytes} MB，请另存为 .csv，或拆成几个文件。`,
    fileBomb: (p) => `文件解压后超过 ${p.megabytes} MB，请另存为 .csv。`,
    fileKind: () => '只能读 CSV 和 XLSX 文件。',
    fileGone: () => '文件已不在 Slack 里。',
    fileHidden: () =>
      '我在这个工作区没有读文件的权限。管理员可以开通 files:read，或在服务器上导入：npm run cli -- import 文件',
    fileElsewhere: () => 'Slack 没有给出文件，请重新上传。',
    importMoved: () => '这个文件已经进入下一步，请打开列表查看进度。',
    importFileChanged: () => '文件和检查时的不一样，请先重新检查。',
    importBuiltOn: (p) =>
      Number(p.n) > 0 ? '导入后都已有人跟进，无法撤回。' : '没有可以撤回的内容。',
    importColumns: () => '至少要有姓名一列，加上电话或微信一列。',
    importHeadingUnknown: (p) => `文件里没有“${p.heading}”这一列。`,
    importColumnUnknown: (p) => `不认识“${p.column}”这一项。`,
    exportPurpose: (p) => `请写明用途，${p.least}～${p.most} 个字。`,
    importNobody: () => '还没有管理员，无法确定导入人。',
  },
};
