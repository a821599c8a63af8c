import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from nlp.identification.evidence import known_languages, read_evidence
from nlp.identify import UNDETERMINED, Identification, identify

# Everyday statements written for this test.
STATEMENTS = {
    "en": ("we need clean water in the village", "the road is broken and nobody repairs it", "there are no jobs for young people here", "the police should be on the streets at night"),
    "fr": ("nous avons besoin d'eau propre au village", "la route est cassée et personne ne la répare", "il n'y a pas d'emploi pour les jeunes", "la police devrait être dans la rue la nuit"),
    "es": ("necesitamos agua limpia en el pueblo", "la carretera está rota y nadie la arregla", "no hay trabajo para los jóvenes aquí", "la policía debería estar en la calle de noche"),
    "ar": ("نحتاج إلى ماء نظيف في القرية", "الطريق مكسور ولا أحد يصلحه", "لا توجد وظائف للشباب هنا", "يجب أن تكون الشرطة في الشوارع ليلا"),
    "id": ("kami butuh air bersih di desa", "jalan rusak dan tidak ada yang memperbaiki", "tidak ada pekerjaan untuk anak muda di sini", "polisi seharusnya ada di jalan pada malam hari"),
    "sw": ("tunahitaji maji safi kijijini", "barabara imeharibika na hakuna anayeitengeneza", "hakuna ajira kwa vijana hapa", "polisi wanapaswa kuwa mtaani usiku"),
    "de": ("wir brauchen sauberes Wasser im Dorf", "die Straße ist kaputt und niemand repariert sie", "es gibt keine Arbeit für junge Leute", "die Polizei sollte nachts auf der Straße sein"),
    "pt": ("precisamos de água limpa na aldeia", "a estrada está estragada e ninguém conserta", "não há emprego para os jovens aqui", "a polícia devia estar na rua à noite"),
    "tr": ("köyde temiz suya ihtiyacımız var", "yol bozuk ve kimse tamir etmiyor", "gençler için burada iş yok", "polis geceleri sokaklarda olmalı"),
    "ru": ("нам нужна чистая вода в деревне", "дорога разбита и никто её не чинит", "здесь нет работы для молодёжи", "полиция должна быть на улицах ночью"),
    "ha": ("muna bukatar ruwa mai tsafta a kauye", "hanya ta lalace kuma babu wanda yake gyara ta", "babu aikin yi ga matasa a nan", "ya kamata yan sanda su kasance a titi da dare"),
    "so": ("waxaan u baahan nahay biyo nadiif ah", "wadadu way jaban tahay cidna ma dayactirto", "shaqo uma taal dhalinyarada halkan", "booliisku waa inay habeenkii joogaan waddooyinka"),
    "am": ("በመንደራችን ንጹህ ውሃ እንፈልጋለን", "መንገዱ ተበላሽቷል ማንም አይጠግነውም", "እዚህ ለወጣቶች ሥራ የለም", "ፖሊስ በሌሊት መንገድ ላይ መሆን አለበት"),
    "hi": ("हमें गाँव में साफ पानी चाहिए", "सड़क टूटी है और कोई मरम्मत नहीं करता", "यहाँ युवाओं के लिए नौकरी नहीं है", "रात में सड़कों पर पुलिस होनी चाहिए"),
    "ur": ("ہمیں گاؤں میں صاف پانی چاہیے", "سڑک ٹوٹی ہے اور کوئی مرمت نہیں کرتا", "یہاں نوجوانوں کے لیے نوکری نہیں ہے", "رات کو سڑکوں پر پولیس ہونی چاہیے"),
    "bn": ("গ্রামে আমাদের পরিষ্কার পানি দরকার", "রাস্তা ভাঙা এবং কেউ মেরামত করে না", "এখানে তরুণদের জন্য চাকরি নেই", "রাতে রাস্তায় পুলিশ থাকা উচিত"),
    "fa": ("ما در روستا آب تمیز می‌خواهیم", "جاده خراب است و کسی تعمیر نمی‌کند", "اینجا برای جوانان کار نیست", "پلیس باید شب‌ها در خیابان باشد"),
    "tl": ("kailangan namin ng malinis na tubig sa baryo", "sira ang kalsada at walang nag-aayos", "walang trabaho para sa mga kabataan dito", "dapat may pulis sa kalye tuwing gabi"),
    "vi": ("chúng tôi cần nước sạch ở làng", "đường hỏng mà không ai sửa", "không có việc làm cho thanh niên", "công an nên có mặt ngoài đường ban đêm"),
    "zh": ("我们村需要干净的水", "道路坏了没有人修", "这里没有年轻人的工作", "晚上街上应该有警察"),
}  # fmt: skip
SETS = (
    "en fr ar sw",
    "en ar so sw am",
    "en ur fa hi",
    "en id tl vi",
    "en fr es ar id sw",
    "de en tr ar ru",
    "en ha fr pt",
    "bn hi en zh",
)


def first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


@pytest.mark.parametrize("names", SETS)
@pytest.mark.parametrize(
    "count", [pytest.param(3, id="3 words"), pytest.param(6, id="6 words")]
)
def test_everyday_statements_are_told_apart(names: str, count: int) -> None:
    candidates = names.split()
    expected = [tag for tag in candidates for _ in STATEMENTS[tag]]
    texts = [first_words(text, count) for tag in candidates for text in STATEMENTS[tag]]

    found = [entry.language for entry in identify(texts, candidates=candidates)]

    right = sum(map(str.__eq__, found, expected))
    assert right >= len(expected) - (1 if count == 3 else 0)


def test_languages_are_found_when_nobody_names_them() -> None:
    tags = ["en", "sw", "ar", "fr"]
    texts = [text for tag in tags for text in STATEMENTS[tag]] + [
        "maji safi",
        "eau propre",
        "👍",
    ]

    found = [entry.language for entry in identify(texts)]

    expected = [tag for tag in tags for _ in STATEMENTS[tag]]
    assert found == [*expected, "sw", "fr", UNDETERMINED]


def test_one_answer_in_another_writing_is_still_found() -> None:
    texts = [*STATEMENTS["en"], "ውሃ የለም"]

    assert identify(texts)[-1].language == "am"


@pytest.mark.parametrize("text", ["", "  ", "👍👍", "12 345", "…?!", "٣ / ٤"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    plain, with_form = (
        identify([text], candidates=["en"]),
        identify([text], candidates=["en"], declared=["en"]),
    )

    assert plain == with_form == [Identification(UNDETERMINED, 0.0)]


def test_writing_rules_languages_out() -> None:
    (found,) = identify(["نريد الماء"], candidates=["en", "sw"])

    assert found.language == "ar"


@pytest.mark.parametrize(
    ("candidates", "language"),
    [
        pytest.param(
            ["en", "fr", "ar"], "de", id="German in an English and French survey"
        ),
        pytest.param(["en", "fr", "ar"], "ha", id="Hausa"),
        pytest.param(["en", "ar"], "ur", id="Urdu in an Arabic survey"),
        pytest.param(["ru", "en"], "tr", id="Turkish in a Russian survey"),
    ],
)
def test_text_that_is_clearly_in_an_unexpected_language_gets_it(
    candidates: list[str], language: str
) -> None:
    long = [text for text in STATEMENTS[language] if len(text.split()) > 4]

    found = identify(long, candidates=candidates)

    assert [entry.language for entry in found] == [language] * len(long)


def test_short_text_stays_within_the_candidates() -> None:
    found = identify(["Wasser", "Arbeit bitte"], candidates=["en", "sw"])

    assert {entry.language for entry in found} <= {"en", "sw"}


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        pytest.param(
            "clean water please", "sw", "sw", id="three words: the form stands"
        ),
        pytest.param(
            "we need clean water in the village now",
            "sw",
            "en",
            id="clearly another language",
        ),
        pytest.param(
            "maji safi kijijini tunahitaji sana", "sw", "sw", id="the same language"
        ),
        pytest.param(
            "Juma Otieno Mombasa Kenya", "sw", "sw", id="names decide nothing"
        ),
        pytest.param("ماء", "sw", "ar", id="the writing rules the form out"),
        pytest.param("school chahiye", "ur", "ur", id="Latin letters rule nothing out"),
        pytest.param("clean water please", None, "en", id="no form language"),
    ],
)
def test_language_of_the_form_stands_until_the_text_is_clear(
    text: str, declared: str | None, language: str
) -> None:
    (found,) = identify([text], candidates=["sw", "en"], declared=[declared])

    assert found.language == language


def test_form_language_outside_the_candidates_stands() -> None:
    (found,) = identify(["mua nhà"], candidates=["en"], declared=["vi"])

    assert found.language == "vi"


def test_hindi_and_urdu_in_latin_letters_are_read_by_their_words() -> None:
    texts = ["mujhe pani nahi milta hai", "hamare gaon mein bijli nahi aati"]

    found = identify(texts, candidates=["en", "hi"])

    assert [entry.language for entry in found] == ["hi", "hi"]


def test_tags_come_back_as_they_were_given() -> None:
    found = identify(
        [STATEMENTS["pt"][0], STATEMENTS["zh"][0]], candidates=["pt-BR", "zh-Hans"]
    )

    assert [entry.language for entry in found] == ["pt-BR", "zh-Hans"]


def test_capitals_change_nothing() -> None:
    texts = [text.upper() for text in STATEMENTS["es"]]

    found = identify(texts, candidates=["en", "es", "fr"])

    assert [entry.language for entry in found] == ["es"] * len(texts)


def test_confidence_lies_between_nothing_and_one_and_is_low_in_doubt() -> None:
    sure, unsure = identify(
        [STATEMENTS["en"][0], "Kigali"], candidates=["en", "fr", "sw", "es"]
    )

    assert sure.confidence > 0.95
    assert 0 <= unsure.confidence < 0.7


def test_language_the_model_lacks_is_found_by_its_writing() -> None:
    (found,) = identify(["ማይ የለን ኣብ ዓድና"], candidates=["ti", "en"])

    assert found.language == "ti"


def test_same_texts_give_the_same_result_and_order_does_not_matter() -> None:
    texts = [text for tag in ("en", "fr", "sw") for text in STATEMENTS[tag]]

    forward = identify(texts)
    backward = identify(texts[::-1])

    assert identify(texts) == forward
    assert backward[::-1] == forward


def test_an_answer_does_not_depend_on_calls_before() -> None:
    before = identify(["water please"], candidates=["en", "fr"])
    identify(STATEMENTS["ar"], candidates=["ar"])

    assert identify(["water please"], candidates=["en", "fr"]) == before


def test_no_texts_give_no_result() -> None:
    assert identify([]) == []
    assert identify([], candidates=["en"], declared=[]) == []


@pytest.mark.parametrize(
    "text",
    [
        "The road is bad. " * 5,
        "Why is the road so bad? The road to the school is bad, the road to it too.",
        "We need water, water, water, water and again water!",
    ],
    ids=["sentence repeated", "words repeated", "one word repeated"],
)
def test_repeated_english_words_are_no_other_language(text: str) -> None:
    assert identify([text])[0].language == "en"


def test_a_named_language_without_a_word_list_does_not_lose_for_that() -> None:
    # Written for this test; English words, Nigerian Pidgin grammar.
    pidgin = [
        "Di gofment no dey do anytin for dis our area, wahala too plenti for di road.",
        "Light no dey since last week and nobody don come tok wetin dem wan do.",
        "We dey suffer well well, make una help us bring beta wota come di village.",
    ]

    found = identify(pidgin, candidates=["pcm", "ha", "yo"])

    assert [entry.language for entry in found] == ["pcm"] * len(pidgin)


def test_a_named_language_is_not_lost_to_its_neighbour_that_nobody_named() -> None:
    indonesian = [
        "Kami lama menunggu jalan di depan sekolah diperbaiki, tetapi sampai sekarang belum ada yang datang melihat keadaannya.",
        "Air di desa kami kotor dan berbau, anak-anak sering sakit perut karena itu.",
    ]

    found = identify(indonesian, candidates=["id", "en"])

    assert [entry.language for entry in found] == ["id"] * len(indonesian)


def test_a_variety_that_is_named_is_told_from_the_language_it_is_counted_with() -> None:
    moroccan = "خاصنا الما نقي فالدوار ديالنا حيت الدراري كيمرضو بزاف"

    assert identify([moroccan])[0].language == "ar"
    assert identify([moroccan], candidates=["ary", "ar"])[0].language == "ary"


def test_scores_are_those_of_the_model_however_many_texts_are_read_at_once() -> None:
    texts = [text for rows in STATEMENTS.values() for text in rows]
    model = LanguageIdentifier.from_model_file(MODEL_FILE)

    scores = read_evidence(texts).scores

    for row, text in enumerate(texts):
        alone = read_evidence([text])
        assert np.array_equal(alone.scores[0], scores[row])
        best = known_languages()[int(scores[row].argmax())]
        assert best == model.classify(text)[0]
        scaled = scores[row].max() * np.sqrt(len(text.encode()))
        assert scaled == pytest.approx(model.classify(text)[1], rel=1e-4)


def test_no_texts_show_nothing() -> None:
    assert read_evidence([]).scores.shape == (0, len(known_languages()))
    assert identify([]) == []
