/** The bytes a file may have that is kept, whoever sent, made or imported it; the database holds the same (blobs_content_small). */
export const largestFile = 10 * 1024 * 1024;
