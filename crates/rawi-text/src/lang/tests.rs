use proptest::prelude::*;

use super::*;

/// Paragraphs written for this test, five or more a language, and short lines of headlines.
const TEXTS: &[(Lang, &[&str])] = &[
    (
        Lang::Ar,
        &[
            "افتتح رئيس البلدية صباح اليوم جسرا جديدا يربط ضفتي النهر، وقال إن المشروع كلف أقل مما كان متوقعا.",
            "تراجعت أسعار القمح في الأسواق المحلية للأسبوع الثالث على التوالي، بحسب بيانات نشرتها غرفة التجارة.",
            "أعلنت شركة الطيران إلغاء رحلاتها إلى الجزيرة بسبب العاصفة التي تضرب الساحل منذ يومين.",
            "يقول أصحاب المخابز إنهم لم يتسلموا حصتهم من الدقيق، ويطالبون الوزارة بتوضيح أسباب التأخير.",
            "فاز المنتخب الوطني على ضيفه بهدفين دون رد في المباراة التي جرت بينهما مساء أمس أمام جمهور غفير.",
            "مقتل خمسة جنود في انفجار عبوة",
            "محمد بن راشد يستقبل سلطان عمان",
            "الدولار يتراجع",
            "وقال الوزیر إن الحکومة ستنظر في الطلب الذی قدمته الشرکات خلال الأسبوع الماضی",
            "زار وفد من شركة گوگل مدينة گلميم وبحث مع المسؤولين إنشاء مركز للتدريب",
            "يقولون ان البلاد بحاجه الى اصلاح كبير في قطاع الكهرباء",
        ],
    ),
    (
        Lang::Fa,
        &[
            "شهردار صبح امروز پل تازه‌ای را که دو سوی رودخانه را به هم می‌رساند افتتاح کرد و از مردم تشکر کرد.",
            "بهای گندم در بازارهای داخلی برای سومین هفته پیاپی کاهش یافت و کشاورزان نگران آینده هستند.",
            "شرکت هواپیمایی به دلیل توفانی که از دو روز پیش ساحل را در بر گرفته پروازهای خود را لغو کرد.",
            "نانوایان می‌گویند سهمیه آرد خود را دریافت نکرده‌اند و از وزارتخانه توضیح می‌خواهند.",
            "تیم ملی فوتبال دیشب در برابر تماشاگران خود با دو گل حریف را شکست داد.",
            "افزایش قیمت مسکن در پایتخت",
            "رئيس جمهور گفت كه اين كشور براي گفتگو آماده است و از آن استقبال مي كند",
        ],
    ),
    (
        Lang::Ur,
        &[
            "میئر نے آج صبح دریا کے دونوں کناروں کو ملانے والے نئے پل کا افتتاح کیا اور کارکنوں کا شکریہ ادا کیا۔",
            "مقامی منڈیوں میں گندم کی قیمت مسلسل تیسرے ہفتے کم ہوئی ہے جس سے کسان پریشان ہیں۔",
            "فضائی کمپنی نے طوفان کی وجہ سے جزیرے کے لیے اپنی تمام پروازیں منسوخ کر دی ہیں۔",
            "نانبائیوں کا کہنا ہے کہ انہیں آٹے کا کوٹہ نہیں ملا اور وہ وزارت سے جواب چاہتے ہیں۔",
            "قومی ٹیم نے کل رات اپنے میدان میں مہمان ٹیم کو دو گول سے ہرا دیا۔",
            "پاکستان میں بارش سے تباہی",
        ],
    ),
    (
        Lang::Ckb,
        &[
            "سەرۆکی شارەوانی بەیانی ئەمڕۆ پردێکی نوێی کردەوە کە هەردوو بەری ڕووبارەکە بەیەکەوە دەبەستێتەوە.",
            "نرخی گەنم لە بازاڕە ناوخۆییەکاندا بۆ سێیەم هەفتە دابەزی و جووتیاران نیگەرانن.",
            "کۆمپانیای فڕۆکەوانی بەهۆی زریانەکەوە هەموو گەشتەکانی بۆ دوورگەکە هەڵوەشاندەوە.",
            "نانەواکان دەڵێن پشکی ئاردیان وەرنەگرتووە و داوای ڕوونکردنەوە لە وەزارەت دەکەن.",
            "هەڵبژاردەی نیشتمانی دوێنێ شەو بە دوو گۆڵ لە میوانەکەی بردەوە.",
            "بارانی زۆر لە هەولێر و سلێمانی",
        ],
    ),
    (
        Lang::En,
        &[
            "The mayor opened a new bridge across the river this morning and thanked the workers who had built it.",
            "Wheat prices on local markets fell for a third week, according to figures from the chamber of commerce.",
            "The airline has cancelled its flights to the island because of a storm that has battered the coast.",
            "Bakers say they have not received their share of flour and want the ministry to explain the delay.",
            "The national team beat its guests by two goals in front of a large crowd last night.",
            "Storm leaves thousands without power",
            "Rain expected in the north",
            "Minister: We will not resign",
        ],
    ),
    (
        Lang::Fr,
        &[
            "Le maire a inauguré ce matin un nouveau pont sur la rivière et a remercié les ouvriers.",
            "Les prix du blé sur les marchés locaux ont reculé pour la troisième semaine de suite.",
            "La compagnie aérienne a annulé ses vols vers l'île à cause de la tempête qui frappe la côte.",
            "Les boulangers disent qu'ils n'ont pas reçu leur part de farine et demandent une explication.",
            "L'équipe nationale a battu ses invités par deux buts à zéro devant un public nombreux.",
            "Un séisme frappe le sud du pays",
        ],
    ),
    (
        Lang::De,
        &[
            "Der Bürgermeister hat heute früh eine neue Brücke über den Fluss eröffnet und den Arbeitern gedankt.",
            "Die Weizenpreise auf den Märkten des Landes sind die dritte Woche in Folge gefallen.",
            "Die Fluggesellschaft hat wegen des Sturms alle Flüge auf die Insel gestrichen.",
            "Die Bäcker sagen, sie hätten ihr Mehl nicht erhalten, und verlangen eine Erklärung.",
            "Die Nationalmannschaft besiegte ihre Gäste gestern Abend mit zwei Toren.",
            "Regierung plant neue Steuer",
        ],
    ),
    (
        Lang::Es,
        &[
            "El alcalde inauguró esta mañana un nuevo puente sobre el río y dio las gracias a los obreros.",
            "Los precios del trigo en los mercados locales bajaron por tercera semana consecutiva.",
            "La aerolínea canceló sus vuelos a la isla por la tormenta que azota la costa desde hace dos días.",
            "Los panaderos dicen que no han recibido su harina y piden una explicación al ministerio.",
            "La selección nacional venció a su rival por dos goles ante un público numeroso.",
            "El gobierno anuncia nuevas medidas",
        ],
    ),
    (
        Lang::It,
        &[
            "Il sindaco ha inaugurato questa mattina un nuovo ponte sul fiume e ha ringraziato gli operai.",
            "I prezzi del grano sui mercati locali sono scesi per la terza settimana di fila.",
            "La compagnia aerea ha cancellato i voli per l'isola a causa della tempesta che colpisce la costa.",
            "I fornai dicono di non aver ricevuto la farina e chiedono una spiegazione al ministero.",
            "La nazionale ha battuto gli ospiti con due gol davanti a un pubblico numeroso.",
            "Il governo annuncia nuove misure",
        ],
    ),
    (
        Lang::Tr,
        &[
            "Belediye başkanı bu sabah nehrin iki yakasını birleştiren yeni köprüyü açtı ve işçilere teşekkür etti.",
            "Yerel pazarlarda buğday fiyatları üst üste üçüncü haftada da geriledi.",
            "Havayolu şirketi fırtına nedeniyle adaya yapılacak bütün uçuşları iptal etti.",
            "Fırıncılar un paylarını almadıklarını söylüyor ve bakanlıktan açıklama istiyor.",
            "Milli takım dün akşam kalabalık bir seyirci önünde rakibini iki golle yendi.",
            "İstanbul'da şiddetli yağmur",
        ],
    ),
    (
        Lang::He,
        &[
            "ראש העיר חנך הבוקר גשר חדש מעל הנהר והודה לפועלים שבנו אותו.",
            "מחירי החיטה בשווקים המקומיים ירדו זה השבוע השלישי ברציפות.",
            "חברת התעופה ביטלה את כל הטיסות לאי בגלל הסערה.",
            "האופים אומרים שלא קיבלו קמח ומבקשים הסבר מן המשרד.",
            "הנבחרת ניצחה אמש את אורחתה בשני שערים.",
        ],
    ),
    (
        Lang::Ru,
        &[
            "Мэр сегодня утром открыл новый мост через реку и поблагодарил рабочих.",
            "Цены на пшеницу на местных рынках снижаются третью неделю подряд.",
            "Авиакомпания отменила рейсы на остров из-за шторма.",
            "Пекари говорят, что не получили муку, и просят министерство объяснить задержку.",
            "Сборная вчера вечером победила гостей со счётом два ноль.",
        ],
    ),
];

#[test]
fn paragraphs_and_headlines() {
    let mut wrong = Vec::new();
    for (lang, texts) in TEXTS {
        for text in *texts {
            let found = language(text);
            if found != Some(*lang) {
                wrong.push(format!("{:?} for {}: {text}", found.map(Lang::code), lang.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn too_little_to_tell() {
    for text in [
        "",
        " ",
        "2024",
        "؟؟؟",
        "AFP",
        "x",
        "قال",
        "12:30 — 5/3/2024",
        "@someone",
        "https://example.com/a/b",
    ] {
        assert_eq!(language(text), None, "{text}");
    }
}

#[test]
fn languages_that_are_not_ours() {
    let texts = [
        "Het bestuur van de stad heeft een nieuwe brug geopend en de arbeiders bedankt voor hun werk.",
        "O prefeito inaugurou hoje uma nova ponte sobre o rio e não quis falar com os jornalistas.",
        "Міський голова відкрив новий міст через річку і подякував усім, хто його будував.",
        "Borgmästaren har öppnat en ny bro över floden och tackade alla som byggde den.",
        "د ښار مشر نن سهار په سیند باندې نوی پل پرانیست او له کارګرانو څخه یې مننه وکړه.",
    ];
    for text in texts {
        assert_eq!(language(text), None, "{text}");
    }
}

#[test]
fn mixed_text_goes_by_its_larger_part() {
    let arabic = "نشر المتحدث باسم الوزارة على حسابه رسالة شكر إلى فرق الإنقاذ التي عملت طوال الليل";
    let rows = [
        (
            format!(
                "{arabic} @Ministry_Spokesman pic.example.com/aB3dE5fG7 https://example.com/status/1234567"
            ),
            Lang::Ar,
        ),
        (format!("{arabic}: Thank you all."), Lang::Ar),
        ("Thank you to all who worked through the night, he wrote: شكرا لكم".into(), Lang::En),
    ];
    for (text, right) in rows {
        assert_eq!(language(&text), Some(right), "{text}");
    }
}

/// What stands between the windows does not matter for a long text of one language.
#[test]
fn long_texts() {
    for (lang, texts) in TEXTS {
        let text = texts[..5].join("\n").repeat(40);
        assert_eq!(language(&text), Some(*lang));
    }
}

proptest! {
    #[test]
    fn never_panics(text in any::<String>()) {
        let _ = language(&text.repeat(1 + 3000 / (text.len() + 1)));
    }
}
