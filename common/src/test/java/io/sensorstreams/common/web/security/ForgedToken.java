package io.sensorstreams.common.web.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.sensorstreams.common.web.security.token.Issuer;

/** Tokens that must be refused. Each one would make its sender an operator. */
enum ForgedToken {

    EXPIRED("The token is not valid: Jwt expired at ") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).expirationTime(in(-120)));
        }
    },

    NOT_YET_VALID("The token is not valid: Jwt used before ") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).notBeforeTime(in(120)));
        }
    },

    OTHER_ISSUER("The token is not valid: The iss claim is not valid") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).issuer(issuer.address() + "/"));
        }
    },

    NO_ISSUER("The token is not valid: The iss claim is not valid") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).issuer(null));
        }
    },

    OTHER_AUDIENCE("The token is not valid: The aud claim is not valid") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).audience(List.of("other", "sensor-stream")));
        }
    },

    NO_AUDIENCE("The token is not valid: The aud claim is not valid") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer).audience((String) null));
        }
    },

    OTHER_TYPE("The token is not valid: the given typ value needs to be one of ") {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header().type(new JOSEObjectType("logout+jwt")), claims(issuer), Issuer.key());
        }
    },

    UNSIGNED {
        @Override
        String of(Issuer issuer) {
            return new PlainJWT(claims(issuer).build()).serialize();
        }
    },

    WITHOUT_SIGNATURE {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(claims(issuer)).replaceFirst("\\.[^.]*$", ".");
        }
    },

    SIGNED_BY_THE_PUBLIC_KEY_AS_A_SECRET {
        @Override
        String of(Issuer issuer) throws Exception {
            return mac(issuer, publicKey().getEncoded());
        }
    },

    SIGNED_BY_THE_PUBLIC_KEY_AS_A_PEM_FILE {
        @Override
        String of(Issuer issuer) throws Exception {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(publicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            return mac(issuer, pem.getBytes(StandardCharsets.UTF_8));
        }
    },

    UNKNOWN_KEY {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header().keyID("unknown"), claims(issuer), attacker());
        }
    },

    /** Has the id of the issuer's key. */
    OTHER_KEY {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header(), claims(issuer), attacker());
        }
    },

    NO_KEY_ID {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header().keyID(null), claims(issuer), attacker());
        }
    },

    BRINGS_ITS_KEY {
        @Override
        String of(Issuer issuer) throws Exception {
            RSAKey key = attacker();
            return signed(header().keyID("own").jwk(key.toPublicJWK()), claims(issuer), key);
        }
    },

    NAMES_WHERE_ITS_KEY_IS {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header().keyID("own").jwkURL(URI.create("http://127.0.0.1:1/keys")), claims(issuer),
                    attacker());
        }
    },

    UNKNOWN_CRITICAL_HEADER {
        @Override
        String of(Issuer issuer) throws Exception {
            return signed(header().criticalParams(Set.of("odd")).customParam("odd", 1), claims(issuer), Issuer.key());
        }
    },

    CHANGED {
        @Override
        String of(Issuer issuer) throws Exception {
            String[] parts = issuer.token("viewer").split("\\.");
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"viewer\"", "\"operator\"");
            return parts[0] + "." + base64(claims) + "." + parts[2];
        }
    },

    NO_JSON {
        @Override
        String of(Issuer issuer) {
            return base64("secret header") + "." + base64("secret claims") + "." + base64("x");
        }
    },

    NO_TOKEN {
        @Override
        String of(Issuer issuer) {
            return "0123456789abcdef0123456789abcdef";
        }
    };

    private final String reason;

    ForgedToken() {
        this("The token is malformed, or no key of the issuer has signed it with an accepted algorithm");
    }

    ForgedToken(String reason) {
        this.reason = reason;
    }

    /** Returns the start of the reason for which the token is refused. */
    String reason() {
        return this.reason;
    }

    abstract String of(Issuer issuer) throws Exception;

    private static JWTClaimsSet.Builder claims(Issuer issuer) {
        return new JWTClaimsSet.Builder().issuer(issuer.address())
            .audience(Issuer.AUDIENCE)
            .subject("operator")
            .claim("realm_access", Map.of("roles", List.of("operator")))
            .issueTime(in(-200))
            .expirationTime(in(300));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(Issuer.key().getKeyID());
    }

    /** Signs with the key of the issuer. */
    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(header(), claims, Issuer.key());
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, RSAKey key)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String mac(Issuer issuer, byte[] secret) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(Issuer.key().getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims(issuer).build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static RSAPublicKey publicKey() throws JOSEException {
        return Issuer.key().toRSAPublicKey();
    }

    private static RSAKey attacker() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID("own").generate();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
