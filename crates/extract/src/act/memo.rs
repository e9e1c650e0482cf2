//! What was found out about a word, kept for the next who asks.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use verbale_text::TokenId;

/// One value for each word that was asked about.
#[derive(Debug)]
pub(super) struct Memo<T>(RefCell<FxHashMap<TokenId, Rc<T>>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T> Memo<T> {
    /// What is known of `token`, or what `make` finds out, which may ask about other words.
    pub fn get(&self, token: TokenId, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some(known) = self.0.borrow().get(&token) {
            return Rc::clone(known);
        }
        let made = Rc::new(make());
        self.0.borrow_mut().insert(token, Rc::clone(&made));
        made
    }
}
