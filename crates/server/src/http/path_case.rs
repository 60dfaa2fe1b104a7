//! Paths without regard to case.

use std::task::{Context, Poll};

use http::uri::PathAndQuery;
use http::{Request, Uri};
use tower::Service;

/// Lower-cases the ASCII letters of a request's path, so that routes are declared in lower case. The query stays as it is.
///
/// Nothing else is made equal: a percent-encoded byte is not decoded (`%2F` becomes `%2f`, `%41` stays and is no `a` of a route), `//`
/// and a trailing slash are other paths, which no route has, and a letter outside of ASCII stays. What a handler gets from a place in
/// the path is decoded after this, so that `%4A` reaches it as a capital J: identifiers are read without regard to case anyway.
#[derive(Clone, Debug)]
pub struct PathCase<S>(pub(super) S);

impl<S: Service<Request<B>>, B> Service<Request<B>> for PathCase<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        if let Some(lower) = lowered(request.uri()) {
            *request.uri_mut() = lower;
        }
        self.0.call(request)
    }
}

/// The address with its path in lower case, unless it is so already.
fn lowered(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    path.bytes().any(|byte| byte.is_ascii_uppercase()).then_some(())?;
    let mut parts = uri.clone().into_parts();
    let mut text = parts.path_and_query?.as_str().to_owned();
    text.split_at_mut_checked(path.len())?.0.make_ascii_lowercase();
    parts.path_and_query = Some(PathAndQuery::try_from(text).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::lowered;

    /// An address after the layer.
    fn after(uri: &str) -> String {
        let uri = uri.parse().unwrap();
        lowered(&uri).unwrap_or(uri).to_string()
    }

    #[test]
    fn only_the_path_is_lowered() {
        assert_eq!(after("/CertificateManagement/API/v1.0?Atr=3B&X=%2F"), "/certificatemanagement/api/v1.0?Atr=3B&X=%2F");
        assert_eq!(after("/a?B=C"), "/a?B=C");
        assert_eq!(after("/?B"), "/?B");
        assert_eq!(after("http://HOST/A?B"), "http://HOST/a?B");
        assert_eq!(after("*"), "*");
    }

    #[test]
    fn nothing_is_decoded_or_joined() {
        assert_eq!(after("/A%2FB%41"), "/a%2fb%41");
        assert_eq!(after("//A//B/"), "//a//b/");
        assert_eq!(after("/É/A"), "/É/a");
    }

    #[test]
    fn a_path_in_lower_case_costs_nothing() {
        assert_eq!(lowered(&"/a/b?C".parse().unwrap()), None);
    }
}
