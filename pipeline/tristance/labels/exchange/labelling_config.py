"""The labelling configuration of a Label Studio project, from a codebook."""

from __future__ import annotations

import re
from html import escape

from tristance.errors import BadCodebook
from tristance.labels.exchange.label_studio import CONFIDENCE, NOTE, TAG, TEXT
from tristance.labels.rows import CONFIDENCES
from tristance.schema import Codebook

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def labelling_config(codebook: Codebook) -> str:
    """XML to paste into a project: the question, one choice a tag with its definition as a hint, unsure, and a note.

    Raises :class:`BadCodebook` for a tag whose name XML cannot write.
    """
    for name in codebook.names:
        if _NOT_XML.search(name):
            raise BadCodebook(f"tag {name!r} holds a control character, which XML cannot write; rename it")
    choices = [f"    <Choice value={_quoted(tag.name)} hint={_quoted(tag.definition)}/>" for tag in codebook.tags]
    rules = [f'  <Header value={_quoted(rule)} size="5"/>' for rule in codebook.rules]
    lines = [
        "<View>",
        f"  <Header value={_quoted(codebook.question)}/>",
        *rules,
        f'  <Text name="{TEXT}" value="${TEXT}"/>',
        f'  <Choices name="{TAG}" toName="{TEXT}" choice="single" required="true" showInline="true">',
        *choices,
        "  </Choices>",
        f'  <Choices name="{CONFIDENCE}" toName="{TEXT}" choice="single" showInline="true">',
        *(f'    <Choice value="{name}"/>' for name in CONFIDENCES),
        "  </Choices>",
        f'  <TextArea name="{NOTE}" toName="{TEXT}" placeholder="Note" rows="2" editable="true" maxSubmissions="1"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{escape(_NOT_XML.sub(" ", text))}"'
