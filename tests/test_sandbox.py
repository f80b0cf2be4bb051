"""Templates read content and call our functions; nothing else of Python is open to them."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError

from digest.fields import Model
from digest.sandbox import Sandbox, takes_place


class Story(Model):
    """A model as templates see them."""

    headline: str
    words: tuple[str, ...] = ()


def render(template: str, *, inner: str = "", **names: object) -> str:
    """Render a template that may include another, called inner."""
    environment = Sandbox(loader=DictLoader({"outer": template, "inner": inner}), undefined=StrictUndefined)
    return environment.get_template("outer").render(story=Story(headline="One", words=("a", "b")), **names)


def test_reads_the_fields_of_a_model() -> None:
    """Content is there to be read, again and again."""
    assert render("{% for word in story.words %}{{ story.headline }}{{ word }}{% endfor %}") == "OneaOneb"


@pytest.mark.parametrize(
    "template",
    [
        "{{ story.__class__ }}",
        "{{ story.__class__.__mro__ }}",
        "{{ story.headline.__class__ }}",
        "{{ story._secret }}",
        "{{ say.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ items.append(1) }}",
        "{{ '{0.__class__}'.format(story) }}",
        "{{ story.headline.join.__self__ }}",
    ],
)
def test_refuses_what_leads_to_python(template: str) -> None:
    """A template cannot climb from content to the interpreter, not at the second attempt either."""
    for _ in range(2):
        with pytest.raises((SecurityError, UndefinedError)):
            render(template, say=lambda: "hello", items=[1])


def test_remembers_for_each_type_alone() -> None:
    """What is allowed on one type is not thereby allowed on another."""
    assert render("{{ mapping.items()|list }}", mapping={"a": 1}) == "[('a', 1)]"
    with pytest.raises(SecurityError):
        render("{{ mapping.clear() }}", mapping={"a": 1})


def test_refuses_functions_that_say_so() -> None:
    """Jinja's marks for functions that are not for templates are honoured."""

    def launch() -> str:
        return "away"

    launch.alters_data = True  # type: ignore[attr-defined]  # as Django and Jinja mark them
    with pytest.raises(SecurityError):
        render("{{ launch() }}", launch=launch)


def test_calls_plain_functions() -> None:
    """A function gets the arguments that the template writes, inside loops too."""
    template = "{% for word in story.words %}{{ join(word, with='-') }}{% endfor %}"
    assert render(template, join=lambda word, **options: word + options["with"]) == "a-b-"


def test_gives_the_innermost_place() -> None:
    """A link knows the block and position it stands in, which its campaign tags name."""

    @takes_place
    def where(place: str, what: str) -> str:
        return f"{what}@{place} "

    template = (
        "{{ where('a') }}{% set place = 'top' %}{{ where('b') }}"
        "{% for word in story.words %}{% set place = word %}{{ where('c') }}{% include 'inner' %}{% endfor %}"
        "{{ where('e') }}"
    )
    said = render(template, inner="{{ where('d') }}", where=where)
    assert said == "a@ b@top c@a d@a c@b d@b e@top "


def test_fills_simple_texts_as_jinja_does() -> None:
    """What stands between braces is filled alike, whether or not a text needs Jinja's own formatter."""
    assert render("{{ '{a} of {b:02}'.format(a=story.headline, b=3) }}") == "One of 03"
    assert render("{{ '{a} of {b}'.format(a=story.headline, b=3) }}") == "One of 3"
    with pytest.raises(KeyError):
        render("{{ '{a}'.format(b=1) }}")


def test_autoescape_blocks_are_honoured() -> None:
    """What a template asks to be escaped otherwise than the rest is."""
    assert (
        render("{% autoescape true %}{{ '<' ~ text }}{% endautoescape %}{{ text }}", text="<") == "&lt;&lt;<"
    )
    assert render("{% autoescape story.words %}{{ text }}{% endautoescape %}", text="<") == "&lt;"


def test_macros_take_what_they_declare() -> None:
    """A macro is called as Jinja calls it: with defaults, by name, in a loop, and with a caller."""
    template = "{% macro say(a, b='!') %}{{ a }}{{ b }}{{ caller() if caller is defined }}{% endmacro %}"
    assert (
        render(template + "{% for w in story.words %}{{ say(w) }}{{ say(b='?', a=w) }}{% endfor %}")
        == "a!a?b!b?"
    )
    assert render(template + "{% call say('x') %}y{% endcall %}") == "x!y"
    with pytest.raises(TypeError):
        render(template + "{{ say(1, 2, 3) }}")
