/** What the replica says, in three languages, one of them written from right to left. */

export type Language = "en" | "nl" | "ar";

const LABELS = {
  en: {
    start: "Start a post",
    editor: "Text editor for creating content",
    prompt: "What do you want to talk about?",
    post: "Post",
    dismiss: "Dismiss",
    comment: "Add a comment…",
    message: "Write a message…",
    send: "Send",
    search: "Search",
    home: "Home",
    network: "My network",
    emoji: "Emoji",
    media: "Add media",
    audience: "Post to Anyone",
    colleague: "Noor de Vries",
    role: "Engineer",
    feed: "Long days, good people. The bridge at Kampen opened this morning, and I stood there with my daughter.",
    feedToo: "First week in the workshop done. Thank you, all of you, for the coffee and the patience.",
  },
  nl: {
    start: "Bijdrage starten",
    editor: "Teksteditor voor het maken van content",
    prompt: "Waar wil je over praten?",
    post: "Plaatsen",
    dismiss: "Sluiten",
    comment: "Commentaar toevoegen…",
    message: "Schrijf een bericht…",
    send: "Verzenden",
    search: "Zoeken",
    home: "Start",
    network: "Mijn netwerk",
    emoji: "Emoji",
    media: "Media toevoegen",
    audience: "Plaatsen voor iedereen",
    colleague: "Noor de Vries",
    role: "Monteur",
    feed: "Lange dagen, fijne mensen. De brug bij Kampen ging vanmorgen open, en ik stond er met mijn dochter.",
    feedToo: "Eerste week in de werkplaats zit erop. Dank jullie wel voor de koffie en het geduld.",
  },
  ar: {
    start: "ابدأ منشورًا",
    editor: "محرر النصوص لإنشاء المحتوى",
    prompt: "ما الذي تريد التحدث عنه؟",
    post: "نشر",
    dismiss: "إغلاق",
    comment: "أضف تعليقًا…",
    message: "اكتب رسالة…",
    send: "إرسال",
    search: "بحث",
    home: "الرئيسية",
    network: "شبكتي",
    emoji: "رموز تعبيرية",
    media: "إضافة وسائط",
    audience: "النشر للجميع",
    colleague: "نور دي فريس",
    role: "مهندسة",
    feed: "أيام طويلة وناس طيبون. افتُتح الجسر هذا الصباح وكنت هناك مع ابنتي.",
    feedToo: "انتهى أسبوعي الأول في الورشة. شكرًا لكم جميعًا على القهوة والصبر.",
  },
} as const;

export type Labels = { readonly [key in keyof (typeof LABELS)["en"]]: string };

export function labelsFor(language: Language): Labels {
  return LABELS[language];
}

export function directionOf(language: Language): "rtl" | "ltr" {
  return language === "ar" ? "rtl" : "ltr";
}
