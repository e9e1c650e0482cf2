//! Which labels can a word bear?
//!
//! The closed label sets: universal part of speech, Penn tag (which carries tense and number),
//! dependency relation and part of a name, each convertible to and from its written form.

/// Declares a label set: an enum, its written forms, and the conversions between them.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the written form is the documentation")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every label, in declaration order, so that `ALL[label as usize] == label`.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The label as written in CoNLL-U.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The label written as `text`, or `None` if there is none.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos {
        Adj = "ADJ",
        Adp = "ADP",
        Adv = "ADV",
        Aux = "AUX",
        Cconj = "CCONJ",
        Det = "DET",
        Intj = "INTJ",
        Noun = "NOUN",
        Num = "NUM",
        Part = "PART",
        Pron = "PRON",
        Propn = "PROPN",
        Punct = "PUNCT",
        Sconj = "SCONJ",
        Sym = "SYM",
        Verb = "VERB",
        X = "X",
    }
}

labels! {
    /// Whether a word begins a name, goes on with one, or is part of none.
    NameTag {
        Outside = "O",
        BeginPerson = "B-person",
        InPerson = "I-person",
        BeginOrganization = "B-organization",
        InOrganization = "I-organization",
        BeginPlace = "B-place",
        InPlace = "I-place",
        BeginNationality = "B-nationality",
        InNationality = "I-nationality",
    }
}

impl NameTag {
    /// What the name is of, if the word is part of one.
    pub fn kind(self) -> Option<NameKind> {
        match self {
            NameTag::Outside => None,
            NameTag::BeginPerson | NameTag::InPerson => Some(NameKind::Person),
            NameTag::BeginOrganization | NameTag::InOrganization => Some(NameKind::Organization),
            NameTag::BeginPlace | NameTag::InPlace => Some(NameKind::Place),
            NameTag::BeginNationality | NameTag::InNationality => Some(NameKind::Nationality),
        }
    }

    /// Whether the word begins a name, whatever stands before it.
    pub fn begins(self) -> bool {
        use NameTag::{BeginNationality, BeginOrganization, BeginPerson, BeginPlace};
        matches!(self, BeginPerson | BeginOrganization | BeginPlace | BeginNationality)
    }

    /// The tag of the first or of a later word of a name of `kind`.
    pub fn of(kind: NameKind, is_first: bool) -> Self {
        let first = 1 + 2 * kind as usize;
        NameTag::ALL[if is_first { first } else { first + 1 }]
    }
}

labels! {
    /// What a name is of.
    NameKind {
        Person = "person",
        Organization = "organization",
        Place = "place",
        Nationality = "nationality",
    }
}

labels! {
    /// Penn Treebank tag, as the English UD treebanks use it.
    Tag {
        Nn = "NN",
        In = "IN",
        Dt = "DT",
        Nnp = "NNP",
        Jj = "JJ",
        Prp = "PRP",
        Stop = ".",
        Rb = "RB",
        Comma = ",",
        Nns = "NNS",
        Vb = "VB",
        Cc = "CC",
        Vbd = "VBD",
        Vbp = "VBP",
        Vbz = "VBZ",
        Cd = "CD",
        Vbn = "VBN",
        Vbg = "VBG",
        To = "TO",
        Md = "MD",
        PrpPoss = "PRP$",
        Uh = "UH",
        Colon = ":",
        CloseBracket = "-RRB-",
        OpenBracket = "-LRB-",
        Wdt = "WDT",
        Wrb = "WRB",
        Wp = "WP",
        Hyph = "HYPH",
        OpenQuote = "``",
        CloseQuote = "''",
        Rp = "RP",
        Pos = "POS",
        Nnps = "NNPS",
        Jjr = "JJR",
        Jjs = "JJS",
        Ex = "EX",
        Rbr = "RBR",
        Sym = "SYM",
        Fw = "FW",
        Nfp = "NFP",
        Currency = "$",
        Gw = "GW",
        Add = "ADD",
        Pdt = "PDT",
        Rbs = "RBS",
        Ls = "LS",
        Afx = "AFX",
        WpPoss = "WP$",
    }
}

labels! {
    /// Universal Dependencies relation of a word to its head.
    Relation {
        Punct = "punct",
        Case = "case",
        Det = "det",
        Nsubj = "nsubj",
        Root = "root",
        Advmod = "advmod",
        Amod = "amod",
        Obj = "obj",
        Obl = "obl",
        Conj = "conj",
        Nmod = "nmod",
        Compound = "compound",
        Cc = "cc",
        Mark = "mark",
        Aux = "aux",
        Cop = "cop",
        NmodPoss = "nmod:poss",
        Advcl = "advcl",
        Xcomp = "xcomp",
        Flat = "flat",
        AclRelcl = "acl:relcl",
        Ccomp = "ccomp",
        Acl = "acl",
        Parataxis = "parataxis",
        AuxPass = "aux:pass",
        Nummod = "nummod",
        Appos = "appos",
        NsubjPass = "nsubj:pass",
        Discourse = "discourse",
        OblUnmarked = "obl:unmarked",
        NmodUnmarked = "nmod:unmarked",
        CompoundPrt = "compound:prt",
        Expl = "expl",
        Fixed = "fixed",
        Iobj = "iobj",
        List = "list",
        OblAgent = "obl:agent",
        Dep = "dep",
        Reparandum = "reparandum",
        NmodDesc = "nmod:desc",
        Csubj = "csubj",
        NsubjOuter = "nsubj:outer",
        DetPredet = "det:predet",
        AdvclRelcl = "advcl:relcl",
        Vocative = "vocative",
        CcPreconj = "cc:preconj",
        Goeswith = "goeswith",
        Orphan = "orphan",
        Dislocated = "dislocated",
        CsubjPass = "csubj:pass",
        CsubjOuter = "csubj:outer",
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj:pass` gives `nsubj`.
    pub fn base(self) -> &'static str {
        let text = self.as_str();
        text.split_once(':').map_or(text, |(base, _)| base)
    }

    /// Whether this is a subject of any kind, clausal or nominal, active or passive.
    pub fn is_subject(self) -> bool {
        matches!(self.base(), "nsubj" | "csubj")
    }
}
