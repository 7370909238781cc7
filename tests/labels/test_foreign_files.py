"""Files as doccano and Label Studio export them, written by hand after their documentation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tristance.errors import BadTable, TristanceError, UnknownTag, UnreadableFile
from tristance.labels.exchange import export_file, import_file
from tristance.labels.exchange.formats import Format
from tristance.labels.gold import judgements
from tristance.labels.rows import AnnotationRow
from tristance.labels.store import append, read_labels

Write = Callable[..., Path]
Content = Callable[[Path], dict[str, bytes]]

DOCCANO = """\
{"id":301,"text":"The council wants a new quay.","label":["for"],"Comments":[]}
{"id":302,"text":"Neighbours fear the noise.","page":4,"label":["against"],"Comments":["Weak.","See 301."]}
{"id":303,"text":"The ferry left at seven.","label":[],"Comments":[]}
"""


def choices(*names: str, control: str = "stance") -> dict[str, object]:
    return {
        "value": {"choices": list(names)},
        "id": "k8QzUvLm3T",
        "from_name": control,
        "to_name": "text",
        "type": "choices",
        "origin": "manual",
    }


def annotation(*result: dict[str, object], by: object = 1, **more: object) -> dict[str, object]:
    return {
        "id": 71,
        "completed_by": by,
        "result": list(result),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-10T08:01:02.000001Z",
        "draft_created_at": None,
        "lead_time": 4.288,
        "prediction": {},
        "result_count": 0,
        "task": 41,
        "parent_prediction": None,
        **more,
    }


def task(text: str, *annotations: dict[str, object], **more: object) -> dict[str, object]:
    return {
        "id": 41,
        "annotations": list(annotations),
        "file_upload": "5f0c2a1e-harbour.csv",
        "drafts": [],
        "predictions": [{"model_version": "m", "result": [choices("for")], "score": 0.9}],
        "data": {"text": text},
        "meta": {},
        "created_at": "2026-03-09T21:52:49.513742Z",
        "project": 8,
        **more,
    }


def judged(folder: Path) -> list[tuple[str, str, str, str, str]]:
    labels = read_labels(folder)
    text = {row.paragraph: row.text for row in labels.paragraphs}
    return [(text[row.paragraph], row.annotator, row.tag, row.confidence, row.note) for row in labels.annotations]


def test_an_export_of_doccano_is_recognised(empty_folder: Path, table: Write) -> None:
    import_file(empty_folder, table(DOCCANO, "admin.jsonl"), annotator="anna")
    assert judged(empty_folder) == [
        ("The council wants a new quay.", "anna", "for", "sure", ""),
        ("Neighbours fear the noise.", "anna", "against", "sure", "Weak.; See 301."),
    ]
    labels = read_labels(empty_folder)
    assert [row.text for row in labels.paragraphs][-1] == "The ferry left at seven."
    assert {row.codebook for row in labels.annotations} == {"1"}
    assert all(row.time for row in labels.annotations)


def test_doccano_as_one_list_of_json_is_read_alike(empty_folder: Path, table: Write) -> None:
    listed = "[" + ",".join(DOCCANO.splitlines()) + "]"
    import_file(empty_folder, table(listed, "admin.json"), annotator="anna")
    assert len(judged(empty_folder)) == 2


def test_an_export_of_label_studio_is_recognised(empty_folder: Path, table: Write) -> None:
    note: dict[str, object] = {"value": {"text": ["Hm.", "Twice."]}, "from_name": "why", "type": "textarea"}
    tasks = [
        task("The quay.", annotation(choices("for")), annotation(choices("none"), by={"id": 2, "email": "b@x.org"})),
        task("The noise.", annotation(choices("against"), choices("unsure", control="confidence"), note, by=3)),
        task("The ferry.", annotation(choices("none"), was_cancelled=True), annotation()),
        task("The net.", total_annotations=0),
    ]
    import_file(empty_folder, table(json.dumps(tasks), "project-8.json"))
    assert judged(empty_folder) == [
        ("The quay.", "user-1", "for", "sure", ""),
        ("The quay.", "b@x.org", "none", "sure", ""),
        ("The noise.", "user-3", "against", "unsure", "Hm.; Twice."),
    ]
    labels = read_labels(empty_folder)
    assert [row.text for row in labels.paragraphs] == ["The quay.", "The noise.", "The ferry.", "The net."]
    assert labels.annotations[0].time == "2026-03-10T08:01:02Z"


def test_the_text_of_a_task_may_have_another_name_if_it_is_the_only_text(empty_folder: Path, table: Write) -> None:
    tasks = [task("", annotation(choices("for")), data={"my_text": "The quay.", "number": 7})]
    import_file(empty_folder, table(json.dumps(tasks), "p.json"))
    assert judged(empty_folder)[0][:3] == ("The quay.", "user-1", "for")


def test_an_annotation_that_names_nobody_is_the_annotators(empty_folder: Path, table: Write) -> None:
    tasks = [task("The quay.", annotation(choices("for"), by=None))]
    import_file(empty_folder, table(json.dumps(tasks), "p.json"), annotator="anna")
    assert judged(empty_folder)[0][1] == "anna"


DOCCANO_LINE = '{"text": "One.", "label": ["for"]}\n'


@pytest.mark.parametrize(
    ("name", "text", "kind", "message"),
    [
        (
            "a.jsonl",
            DOCCANO_LINE + '{"text": "Two.", "label": ["for", "none"]}\n',
            BadTable,
            ":2: column label: 2 labels ('for', 'none'), but a paragraph has one tag; keep one",
        ),
        (
            "a.jsonl",
            DOCCANO_LINE + '{"text": "Two.", "label": [[0, 3, "for"]]}\n',
            BadTable,
            ":2: column label: [[0, 3, 'for']] is not a list of names",
        ),
        ("a.jsonl", DOCCANO_LINE + '{"text": "Two."}\n', BadTable, ":2: no 'label'; a text of doccano has"),
        ("a.jsonl", DOCCANO_LINE + '{"label": []}\n', BadTable, ":2: no 'text'; a text of doccano has"),
        ("a.jsonl", DOCCANO_LINE + '{"text": "Two.", "label": ["fro"]}\n', UnknownTag, ":2: column tag: 'fro'"),
        (
            "a.jsonl",
            DOCCANO_LINE + '{"text": "Two.", "label": [], "Comments": 3}\n',
            BadTable,
            ":2: column Comments: 3 is not a list of texts",
        ),
        (
            "a.json",
            json.dumps([task("One.", annotation(choices("for"))), task("Two.", annotation(choices("for", "none")))]),
            BadTable,
            ": item 2 (id 41): column choices: 2 choices ('for', 'none'), but a paragraph has one tag; keep one",
        ),
        (
            "a.json",
            json.dumps([task("One.", annotation(choices("for", control="a"), choices("for", control="b")))]),
            BadTable,
            ": item 1 (id 41): column choices: are of several controls ('a', 'b'); name that of the tags 'tag'",
        ),
        (
            "a.json",
            json.dumps([task("One.", annotation(choices("for"))), {"id": 5, "text": "Two.", "stance": "for"}]),
            BadTable,
            ": item 2 (id 5): no 'data'; a task of Label Studio",
        ),
        (
            "a.json",
            json.dumps([task("", data={"left": "One.", "right": "Two."})]),
            BadTable,
            ": item 1 (id 41): no 'text' in data; there are: 'left', 'right'; put the paragraph under text",
        ),
        ("a.json", json.dumps([task("One.", annotations=3)]), BadTable, ": item 1 (id 41): annotations is not a list"),
        (
            "a.json",
            json.dumps([task("One.", annotation({"type": "choices", "value": {}, "from_name": "tag"}))]),
            BadTable,
            ": item 1 (id 41): a result has no list 'choices' in its value",
        ),
        (
            "a.json",
            json.dumps([task("One.", annotation(choices("fro")))]),
            UnknownTag,
            ": item 1 (id 41): column tag: 'fro' is not one of for, against, none",
        ),
        ("a.json", json.dumps([{"text": "One.", "stance": "for"}]), BadTable, ": holds neither tasks of Label Studio"),
        ("a.json", json.dumps([{"data": {}}, 3]), BadTable, ": item 2: a JSON int; each item is one object"),
        ("a.json", "[]", BadTable, ": has no items"),
        ("a.json", '[{"data": {}}\n,', BadTable, ":2: not JSON ("),
        ("a.json", "[" * 100_000, BadTable, ": not JSON"),
        ("a.txt", DOCCANO, BadTable, ": not a file of labels by its name; it should end in .csv, .tsv, .jsonl"),
    ],
)
def test_a_wrong_file_is_one_line_and_nothing_is_imported(
    empty_folder: Path, table: Write, content: Content, name: str, text: str, kind: type[TristanceError], message: str
) -> None:
    path = table(text, name)
    before = content(empty_folder)
    with pytest.raises(kind) as caught:
        import_file(empty_folder, path)
    assert str(caught.value).startswith(f"{path}{message}")
    assert "\n" not in str(caught.value)
    assert content(empty_folder) == before


def test_json_in_another_encoding_is_named_by_its_first_byte(empty_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'[{"data": {"text": "caf\xe9"}}]')
    with pytest.raises(UnreadableFile, match="not UTF-8 \\(byte 23\\)"):
        import_file(empty_folder, tmp_path / "a.json")


@pytest.mark.parametrize(
    ("form", "name", "text"),
    [
        ("csv", "coded.txt", "text,tag\nOne.,for\n"),
        ("jsonl", "coded.txt", '{"text": "One.", "tag": "for"}\n'),
        ("doccano", "coded.ndjson", '{"text": "One.", "label": "for"}\n'),
        ("label-studio", "1.txt", json.dumps(task("One.", annotation(choices("for"))))),
    ],
)
def test_a_format_that_is_said_need_not_be_recognised(
    empty_folder: Path, table: Write, form: Format, name: str, text: str
) -> None:
    import_file(empty_folder, table(text, name), form=form)
    assert [row[:3:2] for row in judged(empty_folder)] == [("One.", "for")]


def through_doccano(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Rewrite a file for doccano as doccano exports it once *change* was made to each of its texts."""
    rows = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = {"id": number, **json.loads(text), "Comments": []}
        row["position"] = float(row["position"])  # as pandas writes a column in which some are missing
        change(row)
        rows.append(json.dumps(row) + "\n")
    path.write_text("".join(rows), encoding="utf-8")


def test_a_second_annotator_of_what_doccano_was_given_is_not_taken_for_the_first(
    labels_folder: Path, tmp_path: Path
) -> None:
    """Doccano keeps the metadata of the first one's judgement beside a label that is no longer theirs."""
    path = tmp_path / "ben.jsonl"
    export_file(read_labels(labels_folder), path, "doccano", annotator="first")
    through_doccano(path, lambda row: row.update(label=["none"]))
    import_file(labels_folder, path, annotator="ben")
    labels = read_labels(labels_folder)
    of_ben = [row for row in labels.annotations if row.annotator == "ben"]
    assert len(of_ben) == 40
    assert {(row.tag, row.codebook, row.confidence) for row in of_ben} == {("none", "1", "sure")}
    assert all(row.time for row in of_ben)
    assert len(labels.paragraphs) == 40


def test_what_was_left_to_tag_in_doccano_is_by_the_annotator_of_the_file(labels_folder: Path, tmp_path: Path) -> None:
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "third", "for")])
    path = tmp_path / "third.jsonl"
    export_file(read_labels(labels_folder), path, "doccano", annotator="third")
    through_doccano(path, lambda row: row.update(label=row["label"] or ["none"], Comments=["New."]))
    import_file(labels_folder, path, skip_duplicates=True)
    read = judgements(read_labels(labels_folder).annotations)
    assert all("third" in by for by in read.values())
    assert read["art-0-02"]["third"].note == "New."


def test_a_tag_that_was_changed_in_label_studio_is_of_who_changed_it(labels_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    export_file(read_labels(labels_folder), path, "label-studio", annotator="first")
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for each in tasks:
        each["annotations"][0]["completed_by"] = 5  # who imported the tasks
    tasks[0]["annotations"][0]["result"][0]["value"]["choices"] = ["against"]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    added = import_file(labels_folder, path, skip_duplicates=True)
    assert [(row.paragraph, row.annotator, row.tag, row.codebook) for row in added.annotations] == [
        ("art-0-01", "user-5", "against", "1")
    ]
    assert added.skipped == 39
