import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.nonanswers import is_non_answer

NON_ANSWERS = {
    "en": "nothing|No comment.|n/a|N/A|-|...|none|don't know|I dont know|no thanks"
    "|No, thank you!|nothing to add|I have no comment|idk|asdf|qwerty|xxx|aaaa|👍|😀😀"
    "|123|?|No|Nothing comes to mind, sorry|not sure|No idea|prefer not to say|NONE"
    "|no no no|No, nothing.|sdfsdf|same as above|thank you|I do not know, sorry|ok"
    "|I have no comments at the moment|nothing really|sdfghjk|x",
    "fr": "rien|Rien à ajouter|RAS|aucune idée|je ne sais pas|Je sais pas|non merci"
    "|pas de commentaire|Sans commentaire|il n'y a rien|rien de spécial, merci",
    "es": "ninguno|Ninguna|nada|no sé|no se|sin comentarios|No tengo comentarios"
    "|no, gracias|nada que agregar|ns/nc|ni idea|Por ahora nada",
    "ar": "لا شيء|لا شئ|لا يوجد|لا أعرف|لا اعلم|ما عندي شيء|مش عارف|لا تعليق"
    "|لا شكرا|لا شيء حاليا|ليس لدي تعليق|بدون تعليق|نعم|لَا|لا…",
    "sw": "hakuna|Hakuna maoni|sijui|sina maoni|hapana|Sina la kusema|hapana asante"
    "|hakuna kwa sasa|Hakuna kitu chochote",
    "id": "tidak ada|Tidak tahu|gak tau|tidak ada komentar|nggak ada|belum ada|tdk ada"
    "|Tidak ada, terima kasih|saya tidak tahu",
    "de": "keine Angabe|k.A.|nichts|weiß nicht|Weiss nicht|nein|Nein danke|keine"
    "|kein Kommentar|Im Moment nichts|fällt mir nichts ein",
    "pt": "nada|não sei|nao sei|nenhum|sem comentários|nada a declarar",
    "it": "niente|non so|nessuno|boh|nessun commento",
    "nl": "niets|geen idee|weet niet|nvt|n.v.t.",
    "ru": "нет|не знаю|ничего|затрудняюсь ответить|без комментариев",
    "tr": "yok|bilmiyorum|hiçbir şey|Fikrim yok|YORUM YOK",
    "fa": "هیچ|نمی‌دانم|نظری ندارم|نه",
    "ur": "کچھ نہیں|پتہ نہیں|معلوم نہیں|kuch nahi",
    "hi": "कुछ नहीं|पता नहीं|नहीं|kuch nahi|कोई टिप्पणी नहीं|मुझे नहीं पता",
    "bn": "কিছু না|জানি না|নেই|কোনো মন্তব্য নেই",
    "so": "maya|ma aqaan|waxba|ma jiro",
    "ha": "babu|ban sani ba|babu komai|ba komai",
    "am": "የለም|ምንም|አላውቅም|አስተያየት የለኝም",
    "vi": "không|không biết|không có ý kiến|khong biet",
    "zh": "无|没有|不知道|没意见|没什么",
    "tl": "wala|hindi ko alam|wala po",
    "ms": "tiada|tak tahu|tiada komen",
}

ANSWERS = {
    "en": "no jobs|nothing works here|no water|water|jobs|No roads, no hospital"
    "|Nothing is done about crime|We have nothing to eat|nothing changes|HIV|GBV|PTSD"
    "|I don't know where to find water|there is no light|hunger|they do nothing"
    "|not enough teachers|no security at night|nothing but dust|no one listens"
    "|No to violence|bad|yes but the road is bad|there is nothing here",
    "fr": "pas d'eau|rien ne marche|rien ne change|eau|pas de travail|aucune route"
    "|je ne sais pas où trouver un médecin|personne n'écoute",
    "es": "no hay agua|agua|no hay trabajo|nada funciona|nunca hay luz|nadie escucha"
    "|ninguna escuela cerca",
    "ar": "لا يوجد ماء|الماء|لا كهرباء|لا أحد يسمعنا|لا شيء يعمل|لا توجد وظائف|السلام"
    "|ما في كهربا|لا يوجد شيء مفتوح في الليل",
    "sw": "hakuna maji|maji|hakuna ajira|hakuna barabara|basi|hatuna umeme|amani"
    "|sijui nitapata wapi maji",
    "id": "tidak ada air|air|tidak aman|aman|tidak ada pekerjaan|jalan rusak|tidak baik"
    "|belum ada jalan|gak ada lampu",
    "de": "kein Wasser|Wasser|keine Arbeit|nichts funktioniert|Lärm|kein Licht",
    "pt": "não há água|água|nada funciona",
    "it": "niente acqua|acqua|non funziona niente",
    "nl": "geen water|water|geen banen",
    "ru": "нет воды|вода|не хорошо|нет работы|ничего не работает",
    "tr": "su yok|su|iş yok|iyi değil",
    "fa": "آب نیست|آب|کار نیست",
    "ur": "پانی نہیں|پانی|کوئی سکول نہیں|امن",
    "hi": "पानी नहीं|पानी|कुछ नहीं बदलता|ठीक नहीं है|बिजली नहीं आती|बस",
    "bn": "পানি নেই|পানি|কোনো রাস্তা নেই",
    "so": "biyo ma jiro|biyo|shaqo la'aan",
    "ha": "babu ruwa|ruwa|lafiya",
    "am": "ውሃ የለም|ውሃ|ሰላም|ሥራ የለም",
    "vi": "không có nước|nước",
    "zh": "没有水|水|没有工作|路",
    "tl": "walang tubig|tubig",
    "ms": "tiada air|air|tiada kerja",
}


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(tag, text) for tag, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("language", "text"), rows(NON_ANSWERS))
def test_text_that_gives_no_reason_is_set_aside(language: str, text: str) -> None:
    assert is_non_answer(text, language=language)


@pytest.mark.parametrize(("language", "text"), rows(ANSWERS))
def test_text_that_names_something_is_an_answer(language: str, text: str) -> None:
    assert not is_non_answer(text, language=language)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "…", "12 34", "🙏🏾", "-- / --"])
def test_text_without_letters_gives_no_reason(text: str) -> None:
    assert is_non_answer(text, language="en")


def test_unknown_language_is_compared_with_every_pack() -> None:
    assert is_non_answer("hakuna", language="und")
    assert is_non_answer("keine Angabe", language="xx")
    assert not is_non_answer("maji", language="und")


def test_phrase_of_another_language_counts_and_its_single_word_does_not() -> None:
    assert is_non_answer("je ne sais pas", language="sw")
    assert not is_non_answer("rien", language="sw")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc ,.\u0627\u0644\u0645", min_size=161, max_size=400))
def test_long_text_with_letters_is_an_answer(text: str) -> None:
    assert is_non_answer(text, language="en") is not any(map(str.isalpha, text))
