/**
 * How often letters stand in languages: enough to tell which encoding reads a text
 * as one. Counted over the Universal Declaration of Human Rights, which is free to use in all of
 * them; letters it lacks are added to the rare ones.
 */

export type Script =
  'Latin' | 'Greek' | 'Cyrillic' | 'Hebrew' | 'Arabic' | 'Thai' | 'Han' | 'Hangul';

export interface Language {
  script: Script;
  /** Beyond ASCII, in lower case; each space halves how often the letters after it stand. */
  letters: string;
  /** The same of a to z, where they are letters of the language. */
  plain?: string;
}

const of = (script: Script, ...rows: (string | [letters: string, plain: string])[]): Language[] =>
  rows.map((row) =>
    typeof row === 'string' ? { script, letters: row } : { script, letters: row[0], plain: row[1] },
  );

export const languages: readonly Language[] = [
  ...of(
    'Latin',
    ['  áí é ěýžčřš ů ú  ťň óď', 'on eavtsi drlkpmubzhcj y    gfqwx'], // Czech
    ['  á ýžčé úťší ľ ô ň ď ŕĺäó', 'oa neivrst kdlmpubhzc jy    gfqwx'], // Slovak
    ['  ł żąóśę ć ń  ź', 'ao ienwzr cysdpktuj lmbg h   fqvx'], // Polish
    [' é á  őöüó í  űú', 'ea stnlkzi mgoryv bdjh cf pu  qwx'], // Hungarian
    [' ă țţ șşî â', 'eiar tnluoc spdm vbf g z jx hkqwy'], // Romanian
    [' č šž ć đ', 'aoi nejvrus tdlmkp bzg  ch  fqwxy'], // Croatian, Slovene
    ['ë      ç', 'eti rnashj dmokupl vgb fqz yc  xw'], // Albanian
    ['  äüö ß    é', 'e n ritdashu lgc fombkzw v pj  yxq'], // German
    ['é  à è ê ç ôîùûâœ ëï æüÿñ', 'et insarolud cpm  vgqfb hx y jkwz'], // French
    [' ó íáé ñú    üªº', 'ea oinsrdlct upm b yhgvf qj z xkw'], // Spanish
    ['  ãç áéó íêõ àú âô    üªº', 'eao sidrtn umclp gv fbqh  zjx kwy'], // Portuguese
    [' è à ùòé ì  îº', 'ieao ntrlds ucp mgzv bhf q  jkwxy'], // Italian
    ['ë é ï èüöó', 'e n iartdo glhvs kjmcbzpw fu   yqx'], // Dutch
    [' ä öå     é  üà', 'atern lis dgokmhvf uc pby j  xqwz'], // Swedish
    [' æ åø     é öü', 'er ntlidasgo fkhmv ub py j c qwxz'], // Danish
    [' å ø æ    é òôàö', 'er tnlisaog kdmhvf up bjy   cqwxz'], // Norwegian
    ['  ð þáí éóöæ ú ý', 'arni esltgum fkvo hdj ybp   zcqwx'], // Icelandic
    ['    ðæ íø áú ó ý', 'air ntlsegum vkodf hy jbp   cqwxz'], // Faroese
    ['ä   ö      åéšž', 'aitens klou mjv hyrpd    gbcfqwxz'], // Finnish
    ['  óé àè íú çò ï  ü·', 'eai tslnroc dupm  vgbqf h jx yzkw'], // Catalan
    ['  áí úéó', 'aihn ertcso dglu mbf p   qjkvwxyz'], // Irish
    ['   â ôê îûŵŷï  àé', 'ad yneilrhwo gutfb csm p   jkqvxz'], // Welsh
    [' ıİ ş ü çğ ö     âîû', 'eai rlnkm tdshyuv bo zgc fp  jqwx'], // Turkish
    [' əİ  ıü ş öç ğ', 'ain lrdms qtuyhbvk ozex fc g p jw'], // Azerbaijani
    [' õ ä ü ö    šž', 'aeis tlunk dmorvg jh pb   fcqwxyz'], // Estonian
    [' ī ā ēš  ņū ļģ ķž  čō', 'ia steunr bvkpmoldz jcg    fhqwxy'], // Latvian
    ['   ėųąžšįę ū č', 'ias treonk muvlpg jdyb  c  zfhqwx'], // Lithuanian
    [' ħ  żġ àċ     èòìîù', 'ial etundj rmogks bzfpw hqx v  cy'], // Maltese
    [' ĉ ŭĝ  ŝ ĵ', 'aoei nrjltk sudp cmvgb fh z  qwxy'], // Esperanto
    ['   \u0323\u0300\u0301ưê đôơâ\u0309 \u0303 ă', 'naouh ictge vym pbql krds x  fjwz'], // Vietnamese as Windows-1258 writes it
    [' á š đč ž  ŋ  ŧ åäö', 'a iotudlevs ghnjrmk b  pf c qwxyz'], // Northern Sami
    ['  éè öüñä çïáà êæóôåøíâ', 'et noairshl dcfu mygpbv w  kqj xz'], // English, with words and names of its neighbours
  ),
  ...of(
    'Cyrillic',
    '   о еиантвср лдпмк яубыьгчжйз хющц  шё эфъ', // Russian
    '   оан іивт рседуплямкб зюгьжх чїцйє ш щё фґ', // Ukrainian
    '  а  ныі рвеосдялкпцумтб зўгчьх жюйэш  ё ф', // Belarusian
    '   аои енвтср дклп бзчямъу гжщц йх ѝшю ф', // Bulgarian
    '   аоие нтврс длпку мјбзчг цшњж ќѓ ѕљѐѝ хф', // Macedonian
    '   аои енврус тдпкмлј бзчњг шцљж хђћ џ ф', // Serbian
  ),
  ...of('Greek', '   α ιετονκ ρσηπςυίμδ λθωέάήόγ χώύξ φβ ζ ΐΰϋ ψϊ'),
  ...of(
    'Hebrew',
    '   וי הלאתב שרכדמעחםנ זפסןקג צטף ך ץ',
    '   וי הלאתבָּ שרכדמְַעחםנִֶּׁ זפסןקגֹּ צטףֵּ ךץֲׂ ֻֽ ֱֳײ', // pointed
  ),
  ...of(
    'Arabic',
    '   ال يموت نةرعدقأحهف بسكجإ شخضصىذ زطءغ ًئٌٍَِْ ظثآؤُّ', // Arabic
    '   ا درموهنت بیيقسشل عحزکكجخ آفگ صضطئچ ذپظى\u200cةأ غژؤإء', // Persian
    '   ای ورکےہمن سدتلق ںبعحجئفشصخ پزگآ ھچذظضط غّكيِ ثٹًڑڈؤَٰٔۂ', // Urdu
  ),
  ...of('Thai', '    ารน กอ่มิงทะัด้สลเคยี วตแหจปบใุขช ธืไพ็ำศโู ถภึษ์ญผๆซฉ ฏฐณฌฑฝฟฯ๐๑๒๓๔๕๖๗๘๙ ฎฒฤฦฬฮ๊๋'),
  ...of(
    'Han',
    // Chinese, simplified
    '     的 一是不了人在有我他这个们 中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运孩春花草河园玩散朋友树鸟风雨雪夜晚早饭吃喝茶家喜欢快乐爱唱歌',
    // Chinese, traditional
    '     的 一是不了人在有我他這個們 中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡裏用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運孩春花草河園玩散朋友樹鳥風雨雪夜晚早飯吃喝茶喜歡快樂愛唱歌',
    // Japanese
    '    のいるに すをはなてとしたれこも がでけらかよつっうきりまさくあおえせめだどそわろんみちや ばびべじごねひへぐげずぎぼむほふゆょゃゅ ーンスルトラリイアクシカタドレジプテロマニフメグコサキバチムセネオエウパハデヒモナブダビケソミヨホヤボガ 人日一大年本出中事生国会上手分見自行者方時気間前合思言目今何私家来小入下地金地後新場子三二十長明水山川田高学校体力物食話本書読理心度部員動同定回発作戦東京電車道世界女男外内開立先円名月火木土風雨雪花春夏秋冬朝夜空海森林駅店町村人権利由条的受保社教及又有第何 ',
  ),
  ...of(
    'Hangul',
    '     이다 는에의을하가고를은한지 사도기로어나리인아자일대그서해들시여있것수정니보으부만스게안라과거상없마면장우주성전제오원소구국세조모요무공동내유신비중선경진드와연히분미저생았었문물던니화위방개식말러크터더단불음각회결계용타심함행최습때집트양같학관당교본야체간실바업건린버길레두달며작후입산외배금살년점노남란물합활속감강복필피된열석임강권랑민했울않알현차포님적네까려올월십육팔삼밤봄꽃비눈겨울여름가을바람하늘책밥차물친구랑함께걸었',
  ),
];
