//! How strings are compared.

use super::{FALSE, TRUE, assert_values};

fn assert_equal(a: &str, b: &str, expected: bool) {
    let user = [format!("(\"a\",TS,0x0,\"{a}\")"), format!("(\"b\",TS,0x0,\"{b}\")")];
    let user = user.each_ref().map(String::as_str);
    let expected = if expected { TRUE } else { FALSE };
    let literal = format!("@User.a == \"{b}\"");
    assert_values(&user, &[("@User.a == @User.b", expected), ("@User.b == @User.a", expected), (&literal, expected)]);
}

#[test]
fn letters_with_one_upper_case_letter_are_the_same() {
    for (a, b) in [
        ("foo Bar", "FOO bAR"),
        ("àéîöÿ", "ÀÉÎÖŸ"),
        ("ćàț", "ĆÀȚ"),
        ("ώψϋ", "ΏΨΫ"),
        ("ѝџԣ", "ЍЏԢ"),
        ("ֆ", "Ֆ"),
        ("ⴀ", "Ⴀ"),
        ("ḽỿᾀ", "ḼỾᾈ"),
        ("ⅷⓩ", "ⅧⓏ"),
        ("ⰰⱦ", "ⰀȾ"),
        ("ꙁꜣᵹ", "ꙀꜢꝽ"),
        ("ｆｏｏ", "ＦＯＯ"),
        ("ǆ", "Ǆ"),
    ] {
        assert_equal(a, b, true);
    }
}

#[test]
fn letters_that_share_an_upper_case_letter_or_have_none_differ() {
    for (a, b) in [
        ("ß", "SS"),
        ("ß", "ẞ"),
        ("ı", "I"),
        ("ı", "i"),
        ("İ", "i"),
        ("ſ", "s"),
        ("ς", "Σ"),
        ("ς", "σ"),
        ("µ", "μ"),
        ("ǅ", "ǆ"),
        ("ﬁ", "FI"),
        ("\u{212a}", "k"),
        ("é", "e\u{301}"),
    ] {
        assert_equal(a, b, false);
    }
}

#[test]
fn pairs_of_later_versions_and_beyond_16_bits_differ() {
    for (a, b) in [("ⳬ", "Ⳬ"), ("ʞ", "Ʞ"), ("ɥ", "Ɥ"), ("ა", "Ა"), ("ꭰ", "Ꭰ"), ("𐐨", "𐐀")] {
        assert_equal(a, b, false);
    }
}

#[test]
fn a_claim_with_case_makes_the_comparison_one() {
    let user = ["(\"a\",TS,0x2,\"foo\",\"Bar\")", "(\"b\",TS,0x0,\"FOO\",\"bar\")", "(\"c\",TS,0x2,\"x\")"];
    assert_values(
        &user,
        &[
            ("@User.a == @User.b", FALSE),
            ("@User.b == @User.a", FALSE),
            ("@User.a == {\"Bar\", \"foo\"}", TRUE),
            ("@User.a == {\"bar\", \"foo\"}", FALSE),
            ("@User.b == {\"Bar\", \"foo\"}", TRUE),
            ("@User.a Contains \"foo\"", TRUE),
            ("@User.a Contains \"Foo\"", FALSE),
            ("@User.b Contains @User.a", FALSE),
            ("@User.a Any_of @User.b", FALSE),
            ("@User.c == \"X\"", FALSE),
            ("@User.c == \"x\"", TRUE),
        ],
    );
}

#[test]
fn strings_with_equal_beginnings_differ() {
    assert_equal("foo", "foo bar", false);
    assert_equal("", " ", false);
    assert_equal("", "", true);
}
