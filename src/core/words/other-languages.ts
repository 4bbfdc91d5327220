/** Chinese (simplified), French, Spanish, Portuguese and Korean: the common field words. */
import { type Language, partialLanguage } from "./language.ts";

const chinese = partialLanguage({
  name: "zh",
  phrases: [
    {
      meaning: "waits",
      where: "lead",
      strong: true,
      phrases: ["依赖", "依赖于", "依赖项", "依赖关系", "被阻塞", "阻塞于", "等待", "前置任务", "前置条件", "阻塞者"],
    },
    { meaning: "waits", where: "anywhere", phrases: ["依赖于", "被 … 阻塞", "取决于"] },
    { meaning: "blocks", where: "lead", phrases: ["阻塞", "后续任务"] },
    { meaning: "parent", where: "lead", phrases: ["父任务", "父议题", "属于", "史诗"] },
    { meaning: "related", where: "lead", phrases: ["相关", "另见", "参见", "相关议题"] },
  ],
  negations: ["不", "不再", "没有", "未", "曾", "可能", "如果", "是否"],
  none: ["无", "没有", "暂无"],
  and: ["和", "与", "以及", "及"],
  or: ["或", "或者"],
  fields: {
    estimate: ["预估", "估时", "预计时间", "工时", "工作量"],
    phase: ["阶段"],
    priority: ["优先级"],
    owner: ["负责人"],
    skills: ["技能"],
    doneWhen: ["验收标准", "完成标准"],
    deliverables: ["交付物"],
    touches: ["文件"],
    reviewer: ["审查者", "评审人"],
    due: ["截止日期", "期限"],
    approver: ["审批人"],
  },
});

const french = partialLanguage({
  name: "fr",
  phrases: [
    {
      meaning: "waits",
      where: "anywhere",
      strong: true,
      phrases: ["dépend de", "depend de", "dépend du", "bloqué par", "bloquée par", "bloque par", "en attente de"],
    },
    { meaning: "waits", where: "lead", phrases: ["prérequis", "nécessite", "requiert"] },
    {
      meaning: "waits",
      where: "name",
      strong: true,
      phrases: ["dépendances", "dépendance", "dependances", "bloquants"],
    },
    {
      meaning: "blocks",
      where: "lead",
      phrases: ["bloque", "débloque", "requis par", "prérequis de", "prérequis pour"],
    },
    { meaning: "parent", where: "lead", phrases: ["fait partie de", "sous tâche de"] },
    { meaning: "related", where: "lead", phrases: ["lié à", "voir aussi", "liés"] },
  ],
  negations: ["ne", "n'est", "pas", "plus", "jamais", "était", "pourrait", "si", "peut"],
  none: ["aucun", "aucune", "rien", "néant"],
  notNone: ["de", "des"],
  and: ["et", "ainsi que"],
  or: ["ou"],
  fields: {
    estimate: ["estimation", "durée", "effort"],
    priority: ["priorité"],
    owner: ["responsable"],
    skills: ["compétences"],
    doneWhen: ["critères d'acceptation", "terminé quand"],
    deliverables: ["livrables"],
    touches: ["fichiers"],
    reviewer: ["relecteur"],
    notBefore: ["pas avant"],
    due: ["échéance"],
    approver: ["approbateur"],
  },
});

const spanish = partialLanguage({
  name: "es",
  phrases: [
    {
      meaning: "waits",
      where: "anywhere",
      strong: true,
      phrases: ["depende de", "depende del", "bloqueado por", "bloqueada por", "esperando a"],
    },
    {
      meaning: "waits",
      where: "lead",
      phrases: ["requisito", "requisitos", "requiere", "requisitos previos", "necesita"],
    },
    { meaning: "waits", where: "name", strong: true, phrases: ["dependencias", "dependencia", "bloqueadores"] },
    { meaning: "blocks", where: "lead", phrases: ["bloquea", "desbloquea", "bloquea a", "requerido por"] },
    { meaning: "parent", where: "lead", phrases: ["parte de", "subtarea de"] },
    { meaning: "related", where: "lead", phrases: ["relacionado con", "ver también", "véase también", "relacionados"] },
  ],
  negations: ["no", "ya no", "nunca", "era", "fue", "podría", "puede", "quizás", "si"],
  none: ["ninguno", "ninguna", "nada"],
  notNone: ["de"],
  and: ["y", "así como"],
  or: ["o"],
  fields: {
    estimate: ["estimación", "duración", "esfuerzo"],
    phase: ["fase"],
    priority: ["prioridad"],
    owner: ["responsable"],
    skills: ["habilidades"],
    doneWhen: ["criterios de aceptación"],
    deliverables: ["entregables"],
    touches: ["archivos"],
    reviewer: ["revisor", "revisora"],
    notBefore: ["no antes de", "no antes del"],
    due: ["vencimiento", "fecha límite"],
    approver: ["aprobador"],
  },
});

const portuguese = partialLanguage({
  name: "pt",
  phrases: [
    {
      meaning: "waits",
      where: "anywhere",
      strong: true,
      phrases: ["depende de", "depende do", "depende da", "bloqueado por", "bloqueada por", "aguardando"],
    },
    {
      meaning: "waits",
      where: "lead",
      phrases: ["requer", "requisitos", "pré requisito", "pré requisitos", "precisa de"],
    },
    {
      meaning: "waits",
      where: "name",
      strong: true,
      phrases: ["dependências", "dependência", "dependencias", "bloqueadores"],
    },
    { meaning: "blocks", where: "lead", phrases: ["bloqueia", "desbloqueia", "necessário para"] },
    { meaning: "parent", where: "lead", phrases: ["parte de", "subtarefa de"] },
    { meaning: "related", where: "lead", phrases: ["relacionado a", "relacionado com", "veja também", "relacionados"] },
  ],
  negations: ["não", "nunca", "era", "foi", "poderia", "pode", "talvez", "se"],
  none: ["nenhum", "nenhuma", "nada"],
  notNone: ["de", "dos", "das"],
  and: ["e", "bem como"],
  or: ["ou"],
  fields: {
    estimate: ["estimativa", "duração", "esforço"],
    phase: ["fase"],
    priority: ["prioridade"],
    owner: ["responsável"],
    skills: ["habilidades"],
    doneWhen: ["critérios de aceitação", "critérios de aceite"],
    deliverables: ["entregáveis"],
    touches: ["arquivos", "ficheiros"],
    reviewer: ["revisor", "revisora"],
    notBefore: ["não antes de"],
    due: ["prazo", "vencimento"],
    approver: ["aprovador"],
  },
});

const korean = partialLanguage({
  name: "ko",
  phrases: [
    {
      meaning: "waits",
      where: "lead",
      strong: true,
      phrases: ["의존", "의존성", "의존 대상", "차단됨", "선행 작업", "선행 이슈", "대기"],
    },
    { meaning: "waits", where: "anywhere", phrases: ["… 에 의존", "… 에 의해 차단", "… 에 의해 막"] },
    { meaning: "blocks", where: "lead", phrases: ["차단", "후속 작업"] },
    { meaning: "parent", where: "lead", phrases: ["상위 이슈", "상위 작업", "에픽"] },
    { meaning: "related", where: "lead", phrases: ["관련", "관련 이슈", "참고"] },
  ],
  undoing: ["하지 않", "되지 않", "했", "하지않"],
  none: ["없음", "없습니다", "해당 없음"],
  and: ["및", "와", "과", "그리고"],
  or: ["또는"],
  fields: {
    estimate: ["예상 시간", "추정", "공수", "예상 소요"],
    phase: ["단계"],
    priority: ["우선순위"],
    owner: ["담당자", "담당"],
    skills: ["기술"],
    doneWhen: ["완료 조건", "인수 조건"],
    deliverables: ["산출물"],
    touches: ["파일"],
    reviewer: ["검토자", "리뷰어"],
    due: ["마감일", "기한"],
    approver: ["승인자"],
  },
});

export const otherLanguages: readonly Language[] = [chinese, french, spanish, portuguese, korean];
