/*
 * How long OpenSSL takes for one 3DES block under a fresh key: the reference
 * for the challenge-response of a smart card, where a key is used once.
 *
 *     cc -O2 tdes_fresh_key.c -lcrypto -o tdes_fresh_key
 *     ./tdes_fresh_key tdes [CALLS [ROUNDS]]
 *
 * One call is EVP_EncryptInit_ex with a new 24-byte key (des-ede3-ecb, padding
 * off, the context reused) and one EVP_EncryptUpdate of 8 bytes. The output is
 * the next call's input and changes the next call's key, so that calls depend
 * on each other. CALLS (default 20000) are made in each of ROUNDS (default
 * 51); printed are the nanoseconds of a call in the fastest and in the median
 * round, and the last output, which depends on CALLS and ROUNDS only.
 */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 8, KEY = 24, MAX_ROUNDS = 10000 };

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int call(EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, unsigned char key[KEY], unsigned char block[BLOCK])
{
    int written = 0;
    if (EVP_EncryptInit_ex(ctx, cipher, NULL, key, NULL) != 1 || EVP_CIPHER_CTX_set_padding(ctx, 0) != 1
        || EVP_EncryptUpdate(ctx, block, &written, block, BLOCK) != 1 || written != BLOCK)
        return 0;
    for (int i = 0; i < KEY; i++)
        key[i] ^= block[i % BLOCK];
    return 1;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 4 || strcmp(argv[1], "tdes") != 0) {
        fprintf(stderr, "usage: tdes_fresh_key tdes [CALLS [ROUNDS]]\n");
        return 2;
    }
    long calls = argc > 2 ? atol(argv[2]) : 20000;
    long rounds = argc > 3 ? atol(argv[3]) : 51;
    if (calls < 1 || rounds < 1 || rounds > MAX_ROUNDS) {
        fprintf(stderr, "CALLS must be at least 1, ROUNDS from 1 to %d\n", MAX_ROUNDS);
        return 2;
    }

    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "DES-EDE3-ECB", NULL);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    double *times = calloc((size_t)rounds, sizeof *times);
    if (cipher == NULL || ctx == NULL || times == NULL) {
        fprintf(stderr, "no 3DES, or no memory\n");
        return 1;
    }

    unsigned char key[KEY], block[BLOCK] = {0};
    for (int i = 0; i < KEY; i++)
        key[i] = (unsigned char)(i * 37 + 11);
    for (long round = 0; round < rounds; round++) {
        double start = now_ns();
        for (long i = 0; i < calls; i++)
            if (!call(ctx, cipher, key, block)) {
                fprintf(stderr, "the encryption failed\n");
                return 1;
            }
        times[round] = (now_ns() - start) / (double)calls;
    }
    qsort(times, (size_t)rounds, sizeof *times, ascending);

    printf("tdes: %ld calls, %ld rounds: minimum %.1f ns, median %.1f ns, last output ", calls, rounds, times[0],
           times[rounds / 2]);
    for (int i = 0; i < BLOCK; i++)
        printf("%02x", block[i]);
    printf("\n");
    free(times);
    EVP_CIPHER_CTX_free(ctx);
    EVP_CIPHER_free(cipher);
    return 0;
}
