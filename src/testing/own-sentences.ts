/**
 * A few sentences of our own in many languages, and the encodings that files of them are found in:
 * what the guess of encodings is measured with.
 */

export interface Sample {
  language: string;
  /** As iconv-lite names them; what they cannot write is left out of the language's sentences. */
  encodings: readonly string[];
  sentences: readonly string[];
}

const western = ['windows-1252', 'iso-8859-15', 'macintosh'];
const central = ['windows-1250', 'iso-8859-2'];
const baltic = ['windows-1257', 'iso-8859-13', 'iso-8859-4'];
const cyrillic = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'];

export const samples: readonly Sample[] = [
  {
    language: 'French',
    encodings: western,
    sentences: [
      'Le vieux pêcheur était assis près de la fenêtre et regardait la mer.',
      'À midi, l’école ferme et les élèves rentrent chez eux à pied.',
      'Ça va être difficile, mais nous avons déjà traversé cette forêt.',
      'Où est passée la clé que j’ai laissée derrière la théière ?',
      'Sa sœur a mangé une crêpe et bu du café glacé au bord du canal.',
      'Il naît chaque été des centaines d’oiseaux sur cette île isolée.',
    ],
  },
  {
    language: 'German',
    encodings: [...western, ...central],
    sentences: [
      'Die Müllerin öffnete früh am Morgen die Tür und hörte die Vögel.',
      'Über der Straße hängt ein großes Schild, das niemand lesen kann.',
      'Schöne Grüße aus München, wo es seit drei Tagen schneit.',
      'Später fuhren wir mit der Fähre zurück und aßen süße Äpfel.',
      'Der Bäcker schläft, während sein Sohn die Brötchen verkauft.',
      'Natürlich können wir den Schlüssel nächste Woche abholen.',
    ],
  },
  {
    language: 'Spanish',
    encodings: western,
    sentences: [
      '¿Dónde dejó el niño la caña de pescar que le regaló su tío?',
      'Mañana por la mañana saldrá el último tren hacia la montaña.',
      '¡Qué alegría! La cigüeña volvió al campanario después del invierno.',
      'El jardín está lleno de árboles jóvenes y pájaros pequeños.',
      'Según mi abuelo, aquí había un río y un puente de piedra.',
      'Todavía no sé si podré leer todas las páginas del periódico.',
    ],
  },
  {
    language: 'Portuguese',
    encodings: western,
    sentences: [
      'O avião para Lisboa não saiu porque a tripulação não chegou.',
      'Amanhã será feriado e as crianças irão à praia com a avó.',
      'Há três anos que não chovia tanto no sertão, disse o irmão.',
      'Você já provou o pão de queijo que a minha mãe fez ontem à noite?',
      'As canções antigas são cantadas em português na estação.',
      'É difícil explicar, mas a solução está na próxima página.',
    ],
  },
  {
    language: 'Icelandic',
    encodings: ['windows-1252', 'iso-8859-15'],
    sentences: [
      'Það var kalt í gær en í dag er sólin komin aftur yfir fjörðinn.',
      'Hún átti þrjá hesta og einn lítinn hund sem hét Snati.',
      'Við ætlum að fara á sjóinn þegar veðrið verður betra.',
      'Gamli maðurinn sagði börnunum sögur af tröllum og álfum.',
      'Ég þekki ekki þennan veg, en áin rennur örugglega í norður.',
    ],
  },
  {
    language: 'Polish',
    encodings: central,
    sentences: [
      'Wczoraj wieczorem poszliśmy na długi spacer wzdłuż rzeki.',
      'Żółta łódź płynęła powoli, a dzieci śpiewały piosenkę.',
      'Czy możesz mi powiedzieć, gdzie są świeże grzyby i mąka?',
      'Babcia piecze ciasto, którego zapach czuć w całym domu.',
      'Jeszcze nigdy nie widziałem tak pięknego zachodu słońca.',
      'Mój brat wziął książkę i usiadł pod starą jabłonią.',
    ],
  },
  {
    language: 'Czech',
    encodings: central,
    sentences: [
      'Dnes večer půjdeme do divadla a potom na večeři k řece.',
      'Můj dědeček měl malý mlýn, kde se mlelo žito i pšenice.',
      'Na půdě se ozval ťukot, ale byl to jen ďas nebo vítr.',
      'Děti běžely přes louku a křičely, že vidí zajíce.',
      'Kdyby nepršelo, mohli jsme sedět na zahradě až do noci.',
      'Šťastná žena našla svůj ztracený prsten pod stromem.',
    ],
  },
  {
    language: 'Hungarian',
    encodings: central,
    sentences: [
      'Tegnap este hosszú sétát tettünk a folyó mentén, és fáztunk.',
      'A kis őz a domb mögött állt, és figyelte az erdőt.',
      'Nagyanyám sütött egy tortát, amelynek illatát még most is érzem.',
      'Mikor indul az utolsó vonat Győrbe, és honnan vegyek jegyet?',
      'Hűvös szél fújt, ezért becsuktuk az összes ablakot.',
      'Az öreg tűzoltó minden reggel korán kelt, és kávét főzött.',
    ],
  },
  {
    language: 'Romanian',
    encodings: central,
    sentences: [
      'Bătrânul pescar stătea lângă fereastră și privea marea.',
      'Mâine dimineață vom pleca la munte împreună cu părinții.',
      'Câinele meu aleargă în fiecare zi după mașini și țipă.',
      'Nu știu dacă mai există bilete pentru spectacolul de sâmbătă.',
      'În grădină cresc meri, peri și câțiva trandafiri roșii.',
      'Să îți spun o poveste despre o fată care nu dormea niciodată.',
    ],
  },
  {
    language: 'Lithuanian',
    encodings: baltic,
    sentences: [
      'Vakar vakare ilgai vaikščiojome palei upę ir šnekėjomės.',
      'Močiutė kepa pyragą, kurio kvapas sklinda po visą namą.',
      'Ar žinai, kur yra mano senoji skrybėlė ir žieminės pirštinės?',
      'Vaikai bėgo per pievą ir šaukė, kad mato kiškį.',
      'Rytoj važiuosime į kaimą, nes ten žydi obelys ir vyšnios.',
      'Mūsų kaimynas turi didelį šunį, kuris bijo kačių.',
    ],
  },
  {
    language: 'Latvian',
    encodings: baltic,
    sentences: [
      'Vakar vakarā mēs ilgi staigājām gar upi un runājāmies.',
      'Vecāmāte cep kūku, kuras smarža jūtama visā mājā.',
      'Bērni skrēja pāri pļavai un kliedza, ka redz zaķi.',
      'Rīt brauksim uz laukiem, jo tur zied ābeles un ķirši.',
      'Šķiet, ka ziema šogad būs gara un ļoti auksta.',
      'Mūsu kaimiņam ir liels suns, kas baidās no kaķiem.',
    ],
  },
  {
    language: 'Turkish',
    encodings: ['windows-1254', 'iso-8859-3'],
    sentences: [
      'Dün akşam nehir boyunca uzun bir yürüyüş yaptık.',
      'Yaşlı balıkçı pencerenin önünde oturup denizi izliyordu.',
      'Çocuklar çayırda koşuyor ve tavşanı gördüklerini söylüyorlar.',
      'Büyükannem öğleden sonra bize güzel bir pasta yaptı.',
      'Işıklar söndüğünde herkes sessizce dışarı çıktı.',
      'Yarın sabah dağa çıkacağız, çünkü hava açık olacak.',
    ],
  },
  {
    language: 'Vietnamese',
    encodings: ['windows-1258'],
    sentences: [
      'Hôm qua chúng tôi đi dạo dọc bờ sông và nói chuyện rất lâu.',
      'Bà ngoại nướng một chiếc bánh thơm lừng khắp cả nhà.',
      'Ngày mai cả gia đình sẽ về quê vì vườn cây đang nở hoa.',
      'Người đánh cá già ngồi bên cửa sổ và nhìn ra biển.',
      'Con chó của hàng xóm rất to nhưng lại sợ mèo.',
    ],
  },
  {
    language: 'Russian',
    encodings: cyrillic,
    sentences: [
      'Вчера вечером мы долго гуляли вдоль реки и разговаривали.',
      'Бабушка печёт пирог, и запах стоит на весь дом.',
      'Дети бежали через луг и кричали, что видят зайца.',
      'Завтра поедем в деревню, потому что там цветут яблони.',
      'Старый рыбак сидел у окна и смотрел на море.',
      'Объясните, пожалуйста, куда уехал этот жёлтый автобус?',
    ],
  },
  {
    language: 'Ukrainian',
    encodings: ['windows-1251', 'koi8-u', 'iso-8859-5', 'x-mac-cyrillic'],
    sentences: [
      'Учора ввечері ми довго гуляли вздовж річки й розмовляли.',
      'Бабуся пече пиріг, і запах стоїть на всю хату.',
      'Діти бігли через луку й кричали, що бачать зайця.',
      'Завтра поїдемо в село, бо там цвітуть яблуні та вишні.',
      'Старий рибалка сидів біля вікна і дивився на море.',
      'Її сестра має великого собаку, який боїться котів.',
    ],
  },
  {
    language: 'Bulgarian',
    encodings: ['windows-1251', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'],
    sentences: [
      'Снощи дълго се разхождахме край реката и си говорихме.',
      'Баба пече баница и ароматът се усеща в цялата къща.',
      'Децата тичаха през поляната и викаха, че виждат заек.',
      'Утре ще пътуваме на село, защото там цъфтят ябълките.',
      'Старият рибар седеше до прозореца и гледаше морето.',
    ],
  },
  {
    language: 'Serbian',
    encodings: ['windows-1251', 'iso-8859-5'],
    sentences: [
      'Синоћ смо дуго шетали поред реке и разговарали.',
      'Бака пече колач чији се мирис осећа у целој кући.',
      'Деца су трчала преко ливаде и викала да виде зеца.',
      'Сутра идемо на село јер тамо цветају јабуке и вишње.',
      'Љубазни комшија има великог пса који се боји мачака.',
    ],
  },
  {
    language: 'Greek',
    encodings: ['windows-1253', 'iso-8859-7'],
    sentences: [
      'Χθες το βράδυ περπατήσαμε πολλή ώρα δίπλα στο ποτάμι.',
      'Η γιαγιά ψήνει μια πίτα και μυρίζει όλο το σπίτι.',
      'Τα παιδιά έτρεχαν στο λιβάδι και φώναζαν ότι βλέπουν λαγό.',
      'Αύριο θα πάμε στο χωριό, γιατί ανθίζουν οι μηλιές.',
      'Ο γέρος ψαράς καθόταν στο παράθυρο και κοίταζε τη θάλασσα.',
      'Άνοιξε την πόρτα, σε παρακαλώ, γιατί κάνει ζέστη.',
    ],
  },
  {
    language: 'Hebrew',
    encodings: ['windows-1255', 'iso-8859-8'],
    sentences: [
      'אתמול בערב טיילנו זמן רב לאורך הנהר ודיברנו.',
      'סבתא אופה עוגה והריח ממלא את כל הבית.',
      'הילדים רצו באחו וצעקו שהם רואים ארנב.',
      'מחר ניסע לכפר כי שם פורחים עצי התפוח.',
      'הדייג הזקן ישב ליד החלון והביט בים.',
    ],
  },
  {
    language: 'Hebrew, pointed',
    encodings: ['windows-1255'],
    sentences: [
      'הַיֶּלֶד הָלַךְ אֶל הַנָּהָר וְרָאָה דָּג גָּדוֹל.',
      'סָבְתָא אוֹפָה עוּגָה בַּבַּיִת שֶׁלָּהּ.',
      'שָׁלוֹם לָךְ, אָמַר הַזָּקֵן, בּוֹא וְשֵׁב אִתִּי.',
      'מָחָר נֵלֵךְ אֶל הַכְּפָר וְנֹאכַל תַּפּוּחִים.',
    ],
  },
  {
    language: 'Arabic',
    encodings: ['windows-1256', 'iso-8859-6'],
    sentences: [
      'مشينا مساء أمس طويلا على ضفة النهر وتحدثنا عن السفر.',
      'تخبز الجدة كعكة تملأ رائحتها البيت كله.',
      'ركض الأطفال في المرج وصاحوا أنهم رأوا أرنبا.',
      'سنذهب غدا إلى القرية لأن أشجار التفاح مزهرة هناك.',
      'جلس الصياد العجوز قرب النافذة ينظر إلى البحر.',
    ],
  },
  {
    language: 'Persian',
    encodings: ['windows-1256'],
    sentences: [
      'ديشب مدت زيادي کنار رودخانه راه رفتيم و گپ زديم.',
      'مادربزرگ کيک مي\u200cپزد و بوي آن همه خانه را گرفته است.',
      'بچه\u200cها در چمن مي\u200cدويدند و فرياد مي\u200cزدند که خرگوش ديده\u200cاند.',
      'فردا به روستا مي\u200cرويم چون درختان سيب شکوفه کرده\u200cاند.',
      'ماهيگير پير کنار پنجره نشسته بود و دريا را نگاه مي\u200cکرد.',
    ],
  },
  {
    language: 'Thai',
    encodings: ['windows-874'],
    sentences: [
      'เมื่อวานตอนเย็นเราเดินเล่นริมแม่น้ำและคุยกันนานมาก',
      'คุณยายอบขนมเค้ก กลิ่นหอมไปทั้งบ้าน',
      'เด็กๆ วิ่งข้ามทุ่งหญ้าและตะโกนว่าเห็นกระต่าย',
      'พรุ่งนี้เราจะไปหมู่บ้านเพราะต้นไม้กำลังออกดอก',
      'ชาวประมงแก่นั่งอยู่ข้างหน้าต่างและมองดูทะเล',
    ],
  },
  {
    language: 'Japanese',
    encodings: ['shift_jis', 'euc-jp', 'iso-2022-jp'],
    sentences: [
      '昨日の夕方、私たちは川のそばを長い間散歩しながら話しました。',
      'おばあさんがケーキを焼いて、家中にいい匂いがします。',
      '子供たちは野原を走って、うさぎが見えたと叫びました。',
      '明日は村へ行きます。りんごの花が咲いているからです。',
      '年をとった漁師は窓のそばに座って海を見ていました。',
    ],
  },
  {
    language: 'Chinese, simplified',
    encodings: ['gb18030'],
    sentences: [
      '昨天晚上我们沿着河边走了很久，一边走一边聊天。',
      '奶奶烤了一个蛋糕，整个屋子都是香味。',
      '孩子们跑过草地，大声喊着看见了兔子。',
      '明天我们要去村里，因为那里的苹果树开花了。',
      '老渔夫坐在窗户旁边，看着大海。',
    ],
  },
  {
    language: 'Chinese, traditional',
    encodings: ['big5', 'gb18030'],
    sentences: [
      '昨天晚上我們沿著河邊走了很久，一邊走一邊聊天。',
      '奶奶烤了一個蛋糕，整個屋子都是香味。',
      '孩子們跑過草地，大聲喊著看見了兔子。',
      '明天我們要去村裡，因為那裡的蘋果樹開花了。',
      '老漁夫坐在窗戶旁邊，看著大海。',
    ],
  },
  {
    language: 'Korean',
    encodings: ['euc-kr'],
    sentences: [
      '어제 저녁에 우리는 강가를 따라 오랫동안 걸으며 이야기했다.',
      '할머니가 케이크를 구워서 온 집 안에 좋은 냄새가 난다.',
      '아이들은 풀밭을 달리며 토끼가 보인다고 소리쳤다.',
      '내일은 사과꽃이 피었기 때문에 마을로 갈 것이다.',
      '늙은 어부는 창가에 앉아 바다를 바라보고 있었다.',
    ],
  },
];

/** English without a character beyond ASCII, to stand around words of others. */
export const english: readonly string[] = [
  'Nobody asked the miller why he walked home along the river that night.',
  'We counted seven boats and one gull before the lamp was lit again.',
  'The old fisherman sat by the window and looked out at the sea.',
  'Tomorrow they will drive to the village, where the trees are in bloom.',
  'Her brother kept a large dog that was afraid of every cat in the street.',
];
