"""A page of Flask and WTForms alone, with the fields of a page of ours."""

from typing import Any

from flask import Flask, redirect, render_template, request
from jinja2 import DictLoader
from werkzeug.wrappers import Response
from wtforms import (
    DateField,
    DecimalField,
    Form,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from benchmarks.beside.surveys import SOURCES, a_question
from forms.definition import Kind, Question

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>About water</title>
<link rel="stylesheet" href="/static/style.css"></head>
<body><main><h1>About water</h1>
<form method="post">
{% for field in form %}
<div>{{ field.label }} {{ field }}
{% for error in field.errors %}<p class="error">{{ error }}</p>{% endfor %}
</div>
{% endfor %}
<button name="go" value="on">Continue</button>
</form></main></body></html>
"""
CHOICES = [(each.name, dict(each.label.in_languages)["en"]) for each in SOURCES.choices]
TICKED: dict[str, Any] = {
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
}


def a_field(question: Question) -> Any:
    """Return the field of WTForms for a question."""
    label = dict(question.label.in_languages)["en"]
    wanted = [InputRequired() if question.required else Optional()]
    match question.kind:
        case Kind.CHOICE:
            return RadioField(label, wanted, choices=CHOICES)
        case Kind.CHOICES:
            return SelectMultipleField(label, wanted, choices=CHOICES, **TICKED)
        case Kind.INTEGER:
            return IntegerField(label, [*wanted, NumberRange(0, 120)])
        case Kind.DECIMAL:
            return DecimalField(label, wanted)
        case Kind.DATE:
            return DateField(label, wanted)
        case _:
            make = TextAreaField if question.appearance else StringField
            return make(label, [*wanted, Length(max=20_000)])


def plain_app(fields: int) -> Flask:
    """Return an application with one page, without sessions and without a database."""
    app = Flask("plain")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    asked = [a_question(number) for number in range(fields)]
    form_of_page = type("Page", (Form,), {each.name: a_field(each) for each in asked})

    @app.get("/page")
    def show() -> str:
        return render_template("page.html", form=form_of_page())

    @app.post("/page")
    def take() -> str | Response:
        form = form_of_page(request.form)
        if form.validate():
            return redirect("/next", 303)
        return render_template("page.html", form=form)

    return app
