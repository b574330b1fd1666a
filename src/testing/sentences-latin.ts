/** Sentences of our own in languages that are written in Latin letters. */
import type { Sample } from './own-sentences.ts';

const western = ['windows-1252', 'iso-8859-15', 'macintosh'];
const central = ['windows-1250', 'iso-8859-2'];
const baltic = ['windows-1257', 'iso-8859-13', 'iso-8859-4'];

export const latinSamples: readonly Sample[] = [
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
];
