import type { Messages } from '../en.ts';
import type { NativeSteps } from '../playbook-words.ts';

const native: NativeSteps = {
  potential: {
    need: {
      title: '电话了解需求',
      find: '谁来住、面积户型、预算、付款方式、什么时候买、谁拿主意',
    },
    recommend: {
      title: '推荐两三套合适的房源',
      find: '哪套动心，顾虑在哪',
      give: ['户型图', '价格表'],
    },
    invite: { title: '邀约到访看房', find: '决策人方便的日子' },
    look_through: { title: '和顾问过一遍这位客户', find: '需求清楚了吗？继续跟还是放？' },
  },
  interested: {
    arrange_viewing: {
      title: '约好带看',
      find: '哪天几点、看哪几套、谁一起来',
      give: ['地址和到访路线'],
    },
    explain: {
      title: '讲解方案：户型、价格、配套',
      find: '喜欢什么、有什么抗性、在比哪些竞品',
      give: ['户型图', '价格表', '付款计划'],
    },
    after_viewing: { title: '看房后回访，解答疑问', find: '家里人怎么说，还有什么没想通' },
    funds: {
      title: '过一遍购房资格、资金和贷款',
      find: '能不能买、首付多少、贷款多少、现有负债',
      give: ['贷款测算单'],
    },
    sit_down: { title: '邀约面谈价格和条件', find: '决策人能不能到场' },
  },
  negotiating: {
    terms: { title: '谈价格和条件', find: '还差哪一条，谁能拍板', give: ['书面报价'] },
    eligibility: { title: '核对购房资格、资金、贷款预审', find: '谁核的、核了什么、结果如何' },
    manager_helps: { title: '经理出面：优惠、条件、陪谈', find: '再给什么能定下来' },
    documents: {
      title: '准备签约',
      find: '还缺哪些材料',
      give: ['签约材料清单', '合同范本'],
    },
    decide: { title: '请客户定下来，约签约日', find: '还在犹豫什么' },
  },
  closed: {
    loan: {
      title: '协助办贷款',
      find: '哪家银行、材料交齐没有、什么时候批下来',
      give: ['贷款材料清单'],
    },
    return_7: { title: '成交后 7 天回访', find: '有没有不清楚的，讲好后面的时间点' },
    return_30: { title: '成交后 30 天回访', find: '贷款、付款进展，有什么疑问' },
    home: { title: '准备交房', find: '约交房时间、谁来、验房问题', give: ['交房通知'] },
    property: {
      title: '物业交接',
      find: '钥匙、水电气表、物业费、车位',
      give: ['物业联系方式'],
    },
    decoration: { title: '装修咨询', find: '什么时候动工、要什么帮助', give: ['小区装修须知'] },
    return_90: { title: '成交后 90 天回访', find: '住得怎么样' },
    title: {
      title: '协助办产证',
      find: '税费交了没有、材料交齐没有、什么时候出证',
      give: ['办证材料清单'],
    },
    return_365: { title: '成交后一年回访', find: '住得怎么样，身边有没有朋友想买' },
  },
  lost: {
    why_lost: {
      title: '看流失原因，定改进措施',
      find: '原因是什么、学到什么、值不值得再争取',
    },
    win_back: { title: '再争取一次', find: '买了没有，情况有没有变' },
  },
};

export const playbooks: Messages['playbooks'] = {
  native,
  needs: {
    need: '明确需求（户型或面积）',
    budget: '预算',
    visit: '到访',
    viewing: '带看',
    eligible: '购房资格核对通过',
    contract: '已签约',
    subscription: '已认购并付定金',
  },
  closedAt: { contract: '签约', subscription: '认购' },
  move: {
    title: '还不能转',
    missing: ({ who, stage }) => `*${who}*\n要转为 *${stage}*，还差：`,
    line: ({ need }) => `✗ ${need}`,
    needs: ({ stage, needs }) => `${stage}还差：${needs}`,
    mend: {
      need: '补需求',
      budget: '补预算',
      visit: '记到访',
      viewing: '带看',
      eligible: '核对资格',
      contract: '打开成交',
      subscription: '打开成交',
    },
    past: '仍然转过去',
    pastTitle: '仍然转过去',
    pastReason: '为什么不等这些？',
    pastHint: '会连同你的名字留在记录里。',
    competitor: '买了或在看哪个竞品',
    bringBack: '怎样能让他回来',
    winBackOn: '再争取的日子',
    winBackHint: '那天会提醒顾问。不填就不提醒。',
  },
  refusals: {
    needsNotPassable: () => '按团队规则，条件不齐谁都不能转。',
    pastReasonMissing: () => '写两句：为什么照样转。',
    winBackPast: () => '请选今天以后的日子。',
  },
};
